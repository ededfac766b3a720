/// The destination `webhook`: events as HTTP requests. Starting points: [WebhookType] reads the block,
/// [WebhookTransport] sends.
@NullMarked
package ai.genops.destination.webhook;

import org.jspecify.annotations.NullMarked;
