package ai.genops.destination.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A stream that breaks on request, before, in the middle of or after what is written to it. A line that is there
/// as a whole has arrived.
final class FaultyStream implements Peer {
    private static final Pattern LINE = Pattern.compile("(?m)^\\{.*\"n\":([0-9]+).*}\n");

    private final Queue<Fault> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("whole batches only");
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                take(new String(bytes, from, length, UTF_8));
            }
        };
    }

    private void take(String lines) throws IOException {
        if (down) {
            throw new IOException("Bad file descriptor");
        }
        Fault fault = waiting.poll();
        switch (fault) {
            case null -> written.add(lines);
            case NONE -> written.add(lines);
            case HALF -> fail(lines.substring(0, lines.length() / 2));
            case TAKEN_BUT_CLOSED -> fail(lines);
            case UNAVAILABLE, ERROR, CLOSED -> fail("");
            case TOO_MANY_UNTIL, TOO_MANY, UNAUTHORIZED, REFUSED, TOO_LARGE, SILENT, GONE, ECHO ->
                throw new IllegalArgumentException("no fault of a stream: " + fault);
        }
    }

    private void fail(String before) throws IOException {
        written.add(before);
        throw new IOException("Broken pipe");
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public void next(Fault... faults) {
        waiting.addAll(List.of(faults));
    }

    @Override
    public void refuse(long number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void echo(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void down() {
        down = true;
    }

    @Override
    public void up() {
        down = false;
    }

    @Override
    public List<Arrival> arrivals() {
        return written.stream().map(FaultyStream::arrival).toList();
    }

    /// The line is all there is to tell a repetition by.
    private static Arrival arrival(String lines) {
        Map<Long, String> whole = new LinkedHashMap<>();
        LINE.matcher(lines).results().forEach(line -> whole.put(Long.valueOf(line.group(1)), line.group()));
        return new Arrival(whole, whole.keySet());
    }

    @Override
    public void close() {}
}
