/// The destination `file`: events as lines of JSON in a file that is rotated by size and age.
///
/// Exactly once. With each batch the file's length is recorded in `<path>.position`, together with the offsets that
/// the batch spans: first the lines are written and synced, then the record, then the checkpoint moves. At a start
/// the file is cut back to the recorded length, so no torn line and no line of a batch that will be offered again
/// stays; and if the crash came between record and checkpoint, the batch counts as delivered. What is not covered:
/// a file that somebody else changes, and a checkpoint that somebody sets back on purpose, to have events again.
///
/// Starting points: [FileType] reads the block, [LineFile] writes, [Position] is the record, [Rotation] keeps
/// the older files.
@NullMarked
package ai.genops.destination.file;

import org.jspecify.annotations.NullMarked;
