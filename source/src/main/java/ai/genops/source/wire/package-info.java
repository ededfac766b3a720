/// Protobuf's wire format (protobuf.dev/programming-guides/encoding) over byte arrays, without generated classes.
/// [WireReader] reads, [WireWriter] writes, [Utf8] checks text; [MalformedException] says what is wrong and where.
@NullMarked
package ai.genops.source.wire;

import org.jspecify.annotations.NullMarked;
