/// Where events leave for: one package per destination over one shared delivery.
///
/// Starting points, in the order of flow: [DestinationTypes] is what a configuration may name; `delivery` batches,
/// sends, retries and moves checkpoints for all of them; `file`, `webhook` and `console` say how their events look and
/// are sent; `http`, `template` and `aws` are what such packages share.
@NullMarked
package ai.genops.destination;

import org.jspecify.annotations.NullMarked;
