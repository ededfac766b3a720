package ai.genops.event;

import java.util.Arrays;

/// JSON that is written again and again, as it stands there.
///
/// @param eights the JSON, filled up to a multiple of eight bytes, so that it is copied in steps of eight
/// @param length of the JSON in bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadyJson(byte[] eights, int length) {
    /// A name as it stands before a member of an object that is not the first: `,"name":`.
    static ReadyJson member(String name) {
        return of(new JsonBuffer(name.length() + 8).raw(',').text(name).raw(':'));
    }

    static ReadyJson text(String text) {
        return of(new JsonBuffer(text.length() + 8).text(text));
    }

    private static ReadyJson of(JsonBuffer json) {
        byte[] written = json.toBytes();
        return new ReadyJson(Arrays.copyOf(written, (written.length + 7) & -8), written.length);
    }
}
