package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.event.ValueText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A name that an event has of its own and that a pipeline may set all the same.
@FunctionalInterface
interface OwnName {
    /// Gives the event what was set, in this pipeline. Says whether it is the event's now, or stays a field of this
    /// name.
    boolean give(Event event, Object value, Failures failures);

    /// The last second that nanoseconds since 1970 have room for: in April 2262.
    long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000;

    Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");
    BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    Map<String, OwnName> BY_NAME = Map.of(
            "name", OwnName::name,
            "status", OwnName::status,
            "_time", OwnName::time,
            "body", OwnName::body,
            "_raw", instead(Own.RAW),
            "host", instead(Own.HOST),
            "source", instead(Own.SOURCE),
            "sourcetype", instead(Own.SOURCETYPE),
            "index", instead(Own.INDEX));

    /// Null for a name that no event has, or that stays as it was received.
    static @Nullable OwnName of(String name) {
        return BY_NAME.get(name);
    }

    /// A field where a name alone may be an attribute: what was received under that name is not shown any more, or a
    /// secret that a pipeline overwrites would go out beside what it wrote.
    static OwnName insteadOfAttribute(String field) {
        Key key = Key.of(field);
        return (event, value, failures) -> {
            if (event.attributes().find(key) >= 0) {
                event.attributes().retain(other -> other != key);
                ReceivedText.hide(event);
            }
            return false;
        };
    }

    private static boolean name(Event event, Object value, Failures failures) {
        event.showName(ValueText.of(value));
        return true;
    }

    private static boolean status(Event event, Object value, Failures failures) {
        boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
        event.showStatus(plain ? value : ValueText.of(value));
        return true;
    }

    private static boolean body(Event event, Object value, Failures failures) {
        event.own().set(Own.BODY.key(), value);
        return true;
    }

    /// Seconds to the microsecond, as expressions read them: a time that is set to what it was keeps its nanoseconds.
    private static boolean time(Event event, Object value, Failures failures) {
        BigDecimal seconds = seconds(value);
        if (seconds == null) {
            failures.failed(
                    event,
                    "`" + ValueText.of(value) + "` is no time, which is seconds since 1970, from 0 to " + MAX_SECONDS
                            + "; the event keeps its own");
            return true;
        }
        long micros = seconds.multiply(MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (micros != Math.floorDiv(event.timeNanos(), 1000L)) {
            event.showTime(micros * 1000);
        }
        return true;
    }

    private static @Nullable BigDecimal seconds(Object value) {
        String text = value instanceof String || value instanceof Number
                ? ValueText.of(value).strip()
                : "";
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal seconds = new BigDecimal(text);
        return seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0 ? null : seconds;
    }

    /// It stays a field, and what was received under that name is not shown any more.
    private static OwnName instead(Own received) {
        return (event, value, failures) -> {
            Key key = received.key();
            if (event.own().find(key) >= 0) {
                event.own().retain(other -> other != key);
            }
            return false;
        };
    }
}
