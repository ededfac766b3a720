package ai.genops.event;

import java.util.Arrays;

/// A name as it stands before a member of a JSON object that is not the first: `,"name":`.
///
/// @param eights the text, filled up to a multiple of eight bytes, so that it is copied in steps of eight
/// @param length of the text in bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemberName(byte[] eights, int length) {
    static MemberName of(String name) {
        byte[] text =
                new JsonBuffer(name.length() + 8).raw(',').text(name).raw(':').toBytes();
        return new MemberName(Arrays.copyOf(text, (text.length + 7) & -8), text.length);
    }
}
