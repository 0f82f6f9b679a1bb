/** Explains why one request was refused. Its id is the last part of the address. */
import { explanationNodes, paragraph } from './explanation.js';

const shown = document.getElementById('explanation');
const response = await fetch(`${location.pathname}/explanation`);
const body = await response.json();

if (!response.ok) {
  shown?.replaceChildren(paragraph(body.detail, 'notice problem'));
} else if (body.explanation === undefined) {
  shown?.replaceChildren(
    paragraph(
      'The request carried no access token. Send it in one header: Authorization: Bearer, one space, the token.',
      'notice problem',
    ),
  );
} else {
  shown?.replaceChildren(
    paragraph(
      `When the request came, the log said "refusal":"${body.reason}". As the token is now:`,
    ),
    ...explanationNodes(body.explanation),
  );
}
