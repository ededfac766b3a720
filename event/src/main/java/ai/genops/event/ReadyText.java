package ai.genops.event;

import org.jspecify.annotations.Nullable;

/// A text that many events get, such as a constant or a value of a lookup table, with its JSON made beforehand.
/// Unchanging; safe for concurrent use.
/// A field may be set to one, and is read as its text.
public final class ReadyText {
    private final String text;
    private final ReadyJson json;

    public ReadyText(String text) {
        this.text = text;
        this.json = ReadyJson.text(text);
    }

    /// What a field is set to for a value: a text becomes ready, anything else stays what it is.
    public static @Nullable Object of(@Nullable Object value) {
        return value instanceof String text ? new ReadyText(text) : value;
    }

    public String text() {
        return text;
    }

    ReadyJson json() {
        return json;
    }

    @Override
    public String toString() {
        return text;
    }
}
