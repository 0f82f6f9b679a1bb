export { respondToUnparsableRequest } from './unparsable-request.js';
export { InputValidationPipe, InvalidInputException } from './input-validation.pipe.js';
export {
  type FieldError,
  problem,
  type Problem,
  PROBLEM_MEDIA_TYPE,
  type ProblemException,
} from './problem.js';
export { ProblemFilter, sendProblem } from './problem.filter.js';
