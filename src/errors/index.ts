export { answerBrokenRequest } from './broken-request.js';
export { InputValidationPipe } from './input-validation.pipe.js';
export { InvalidInputException } from './invalid-input.exception.js';
export type { ProblemException } from './problem.exception.js';
export { PROBLEM_MEDIA_TYPE, type FieldError, type Problem } from './problem.js';
export { ProblemFilter, sendProblem } from './problem.filter.js';
