package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;

/// The text that an event was received as, `_raw`, of which an object's members are attributes as well. What is hidden
/// in an attribute must not stand in it, so where something is hidden such a text is not shown any more: `_raw` is then
/// made of what is left, as of any event. Masking it in place would not do, since JSON has many ways to write a letter.
final class ReceivedText {
    private static final Key KEY = Own.RAW.key();

    private ReceivedText() {}

    /// Whatever it is, nothing else having been hidden.
    static void remove(Event event) {
        if (event.own().find(KEY) >= 0) {
            event.own().retain(key -> key != KEY);
        }
    }

    static void hide(Event event) {
        Attributes own = event.own();
        if (own.get(KEY) instanceof String text && text.stripLeading().startsWith("{")) {
            remove(event);
        }
    }
}
