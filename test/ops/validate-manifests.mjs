// Checks objects with the schemas of Kubernetes: a JSON array on standard input, and on standard output what is
// wrong with each, or null. A program of its own, since the package is for ES modules only.
import { text } from 'node:stream/consumers';

async function faultOf({ apiVersion, kind, ...fields }) {
  const { [kind]: Kind } = await import(`kubernetes-models/${apiVersion}`);
  try {
    new Kind(fields).validate();
    return null;
  } catch (error) {
    return String(error);
  }
}

const manifests = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await Promise.all(manifests.map((each) => faultOf(each)))));
