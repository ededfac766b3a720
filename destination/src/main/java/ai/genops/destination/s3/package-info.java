/// The destination `s3`: events as objects in S3, or a store that speaks its protocol.
///
/// ```
///  batch ─┬─ events of routes alike ──> Packing: NDJSON, compressed, or Parquet ──> Stored ──> Upload ──> verified
///         └─ events of other routes ──> ...
/// ```
///
/// What an object is called follows from the batch (its offsets, its time) and from its content. An attempt that is
/// repeated, also after a crash, therefore arrives at the same name, finds the object there, and knows it by its id.
/// Nothing is ever written over, and the checkpoint moves only after the store has said what it holds.
///
/// Starting points: [S3Type] reads the block, [S3Transport] sends, [Upload] is the protocol with the store.
@NullMarked
package ai.genops.destination.s3;

import org.jspecify.annotations.NullMarked;
