/** The body of a POST that adds a task: valid as it is, with the fields that a test is about. */
export function newTask(fields: Readonly<Record<string, unknown>> = {}) {
  return { title: 'Water the plants', ...fields };
}
