export { parseDueDate, type ParsedDueDate } from './due-date-parser.js';
export { dayText, dueSection, dueText, isOverdue, type DueSection } from './due-date.js';
