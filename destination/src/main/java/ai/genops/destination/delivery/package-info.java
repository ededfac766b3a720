/// Delivery, written once for all destinations.
///
/// ```
///  feed's thread                  |  couriers: virtual threads, one unless configured otherwise
///                                 |
///  Edge.write ──Encoder──> Batch  |            ┌─ delivered ──────────────────────────┐
///  passed(next): record boundary ─┼─> Intake ──┤─ failed: pause, again                ├─> Progress ─> checkpoint
///  ready(): room for a record     |            └─ refused for good ──> DeadLetters ───┘
/// ```
///
/// What holds:
/// - A batch begins and ends between log records; its id is made of the offsets it spans. A checkpoint therefore
///   never stands inside a record.
/// - A batch leaves memory only when each of its events is delivered, or refused for good and durably in the dead
///   letters. Retries that are used up mean slower retries, never a loss: the destination stays behind in the log.
/// - The checkpoint moves in the order of the log, past batches without a gap, whatever order they finish in.
/// - Batches in flight are bounded in number and bytes. Past the bound [Destination#ready] is false, and the feed
///   leaves the destination behind. One record may exceed the bound by its own size.
/// - Every attempt passes one [Gate]: while the destination is unhealthy, one request at a time finds out whether it is
///   back; `Retry-After` and the rate limit hold for all couriers.
/// - What [Transport#keepsBatches] is cut after a crash as it was before: [Plan] has it on disk before it is first
/// sent.
/// - After a crash what was not yet past the checkpoint is offered and delivered again: at least once. A transport
///   that can tell a repetition by the batch's offsets makes it exactly once.
///
/// Starting points: [DeliveredDestination] ties a [Transport] to the above; [Intake] is the feed's side, [Courier]
/// the other, [Gate] what all attempts pass; [DeliverySettings] is what an operator configures. Dead letters:
/// [DeadLetters] writes, [DeadLetterBox] shows, [Redelivery] sends again, [LetterBooks] accounts for them.
@NullMarked
package ai.genops.destination.delivery;

import org.jspecify.annotations.NullMarked;
