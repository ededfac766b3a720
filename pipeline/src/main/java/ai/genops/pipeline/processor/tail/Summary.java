package ai.genops.pipeline.processor.tail;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;

/// What is known of the events of one trace, in whatever order they came.
public final class Summary {
    /// How many conditions there can be.
    public static final int MAX_CONDITIONS = Long.SIZE;

    private static final int MAX_AMOUNTS = 64;
    private static final int MAX_DIGITS = 1024;

    private long events;
    private int statuses;
    private long startNanos = Long.MAX_VALUE;
    private long endNanos = Long.MIN_VALUE;
    private long fulfilled;
    private final BigDecimal[] sums;

    public Summary(int amounts) {
        sums = new BigDecimal[amounts];
        Arrays.fill(sums, BigDecimal.ZERO);
    }

    /// A status as a bit: `ok`, `error`, or anything else for unset.
    public static int status(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "ok" -> 2;
            case "error" -> 4;
            default -> 1;
        };
    }

    public void add(Event event, Policy.Questions questions) {
        events++;
        if (event.kind() == Kind.SPAN) {
            statuses |= status(event.status());
            startNanos = Math.min(startNanos, event.timeNanos());
            endNanos = Math.max(endNanos, event.timeNanos() + Math.max(0, event.durationNanos()));
        }
        for (int i = 0; i < questions.conditions(); i++) {
            if ((fulfilled & 1L << i) == 0 && questions.fulfils(i, event)) {
                fulfilled |= 1L << i;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].add(questions.amount(i, event));
        }
    }

    long events() {
        return events;
    }

    boolean hasStatus(int wanted) {
        return (statuses & wanted) != 0;
    }

    /// From the start of the first span to the end of the last; 0 without a span.
    long durationNanos() {
        return startNanos > endNanos ? 0 : endNanos - startNanos;
    }

    boolean fulfils(int condition) {
        return (fulfilled & 1L << condition) != 0;
    }

    BigDecimal sum(int amount) {
        return sums[amount];
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(events);
        out.writeInt(statuses);
        out.writeLong(startNanos);
        out.writeLong(endNanos);
        out.writeLong(fulfilled);
        out.writeInt(sums.length);
        for (BigDecimal sum : sums) {
            byte[] digits = sum.unscaledValue().toByteArray();
            out.writeInt(sum.scale());
            out.writeInt(digits.length);
            out.write(digits);
        }
    }

    static Summary load(DataInput in) throws IOException {
        long events = in.readLong();
        int statuses = in.readInt();
        long startNanos = in.readLong();
        long endNanos = in.readLong();
        long fulfilled = in.readLong();
        var summary = new Summary(Traces.bounded(in.readInt(), MAX_AMOUNTS, "amounts"));
        summary.events = events;
        summary.statuses = statuses;
        summary.startNanos = startNanos;
        summary.endNanos = endNanos;
        summary.fulfilled = fulfilled;
        for (int i = 0; i < summary.sums.length; i++) {
            int scale = in.readInt();
            byte[] digits = new byte[Traces.bounded(in.readInt(), MAX_DIGITS, "digits")];
            in.readFully(digits);
            summary.sums[i] = new BigDecimal(new BigInteger(digits), scale);
        }
        return summary;
    }
}
