/** The configuration that the parent process started this one with. */
export function readConfig() {
  return JSON.parse(process.argv[2]);
}

/**
 * The other side of a `Child`: says that it is ready, then answers questions until told to stop.
 *
 * @param {unknown} ready what to say of itself
 * @param {Record<string, (details: any) => unknown>} answers by question
 */
export function answerParent(ready, answers) {
  const answer = async (question, details) => {
    try {
      process.send({ answer: await answers[question](details) });
    } catch (error) {
      process.send({ error: error.stack });
    }
  };
  process.on('message', ({ question, details }) => {
    if (question === 'stop') process.exit();
    void answer(question, details);
  });
  // A parent that is gone has no more questions.
  process.on('disconnect', () => process.exit());
  process.send({ answer: ready });
}
