/// The durable log: what a source has acknowledged is in here, on the disk, until every consumer is done with it. It
/// knows bytes, not events.
///
/// Starting points, in the order of flow: [Log#append] → `Waiting` → `Appender` → `SegmentWriter` → [LogReader] →
/// [Checkpoints]; beside them `Keeper` (segments made and recycled) and `Recovery` (what happens at open).
///
/// # Constraints
///
/// - A future of [Log#append] completes only after the fsync that covers its record.
/// - Disk and waiting memory are bounded in bytes. At a bound, appends are refused at once, with the reason; nothing
///   is dropped that a registered consumer still needs.
/// - No state of the disk makes the log unusable: what cannot be read is skipped, reported with file and offset,
///   counted, and told to readers as a [LogEntry.Gap]. Nobody deletes files by hand.
/// - A sequence never means two records.
/// - The way of a record is short: its bytes are copied once, by the kernel (direct buffers), and an fsync never has
///   to commit the file system's journal, which costs four times everything else.
///
/// # Format
///
/// A directory holds segments, the consumers' positions and a lock:
/// ```
/// 00000000000000000017.segment   ┐ each of `segmentBytes`, filled with zeros when it was made;
/// 00000000000000000018.segment   ┘ the name is the segment's number
/// checkpoints, checkpoints.previous
/// lock                           the process that has the log
///
/// segment:  ┌────────────┬───────┬───────┬─ ─ ─┬───────┬ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┐
///           │ header 4 KB│ frame │ frame │     │ frame │ zeros, or older frames   │
///           └────────────┴───────┴───────┴─ ─ ─┴───────┴ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┘
/// frame:    header of 32 bytes with a CRC of its own, payload, padding to 32
/// ```
/// `SegmentHeader` and `Frame` give the bytes. Two decisions carry the rest:
///
/// - **A frame's header is checked against its segment's number and its offset.** To recycle a file is to rename it to
///   a new number: at that instant everything in it is noise, without a byte written. A frame copied elsewhere, or
///   sent inside a payload, is noise too.
/// - **Frames start at multiples of 32**, so a header never straddles a disk sector: it is there as a whole or not at
///   all. It has its own CRC, so a damaged payload costs exactly its record.
///
/// A payload is compressed first, in the thread that brings it, and encrypted then, in the one that writes,
/// when its place is known; the CRC is of what is stored. `Packer` and `FrameCipher` give the bytes. A segment
/// has one key, named and checked in its header: another key begins another segment, and a log whose keys are
/// not there is not opened.
///
/// # Protocol
///
/// *Append.* Callers put records into `Waiting`. The appender takes all that wait, writes them with few gathering
/// writes, fsyncs once, moves the segment's end, wakes readers, completes the futures. What arrives meanwhile is the
/// next group; there is no timer.
///
/// *Segments.* `Keeper` holds one spare ready: a new file while there is room, else the oldest segment that all
/// consumers have passed. When the appender has used up its segment it takes the spare and writes its header together
/// with the first group. If there is no spare because a consumer still needs the oldest segment, the log is full, or,
/// if all who need it are of those that may lose records ([Overflow]), that segment is given up and they are told.
/// Before a segment is given up because of a position, that position is on the disk.
///
/// *Failure.* After a failed write or fsync nobody knows what is on the disk, and the kernel may call the next fsync of
/// the same pages a success. The group fails, the segment is never written again, the next group goes to a fresh one,
/// with the same sequences. So a rule for all readers: *a segment ends where the next one begins*; a frame in it with a
/// later sequence is dead. While no fresh segment can be made, appends are refused, and the keeper tries every second.
///
/// *Read.* A reader asks for the segment that holds its next sequence, walks its frames up to the end that was fsynced
/// when it looked, and checks each against its CRCs. It copies into a buffer of its own rather than map the file,
/// because the file may be recycled under it; if a check fails and the segment is no longer the log's, that is what
/// happened.
///
/// # Recovery
///
/// *Which segments.* A file with a valid header for its number holds records; one with zeros, or the header of an
/// earlier number, is free. If the header is damaged, its frames still say which number they belong to, and the first
/// one where the segment begins.
///
/// *The end.* Only the newest segment is read through, to its last good frame. What stands behind that frame (headers
/// without their payload) is a torn tail: counted, and overwritten with zeros, so that it is never met again behind
/// what is appended next. Appending goes on there. A power loss can also leave the end of a group without its
/// beginning. Every frame says how many records before it are of its group, so it is known what was fsynced before:
/// what is bad there is damage; what is missing of the last group was never acknowledged, becomes a *hole*, and counts
/// as torn. A log that was closed ends with a *seal*, behind which nothing is unfinished. (After a crash, a record of
/// the very last group that has gone bad by itself cannot be told from one that was never whole, unless a consumer has
/// had it.)
///
/// *Sectors that cannot be read* count as zeros once reading has failed several times in a row while the file's first
/// page can be read: they are damage like any other. A file of which nothing can be read is damaged as a whole, as long
/// as the newest one can be read: it is set aside (`SetAside`). If that cannot be read either, it is the disk that has
/// gone, and no damage; a log whose newest segment cannot be read is not opened.
///
/// *Resynchronisation.* If no valid header stands where a frame should, the walk tries every following multiple of
/// 32 for one (valid: right mark, CRC over number, offset and header). Everything in between is one damaged place. If a
/// header is valid and its payload is not, the next frame is where the header says.
///
/// *Numbering* goes on after the last good record, but not below any consumer's position: one that stands beyond the
/// end has had records that the disk has lost, and would never see new ones under their numbers.
@NullMarked
package ai.genops.log;

import org.jspecify.annotations.NullMarked;
