package ai.genops.destination.delivery;

import ai.genops.destination.delivery.KeepsDeadLetters.Redelivered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends one file of dead letters again. Used once, by one thread.
final class Redelivery {
    private final LetterFolder folder;
    private final int requestEvents;
    private final Redaction redaction;
    private final Attempts attempts;
    private final DeadLetters deadLetters;
    private final Counters counters;

    private final List<String> kept = new ArrayList<>();
    private long delivered;
    private long refused;
    private String failure = "";

    Redelivery(
            LetterFolder folder,
            int requestEvents,
            Redaction redaction,
            Attempts attempts,
            DeadLetters deadLetters,
            Counters counters) {
        this.folder = folder;
        this.requestEvents = requestEvents;
        this.redaction = redaction;
        this.attempts = attempts;
        this.deadLetters = deadLetters;
        this.counters = counters;
    }

    Redelivered run(String name, String by) throws IOException, InterruptedException {
        Path file = folder.file(name);
        deadLetters.seal(name);
        List<String> lines = LetterFolder.lines(file);
        List<String> group = new ArrayList<>();
        for (String line : lines) {
            if (!Letter.parse(line).sendable()) {
                kept.add(line);
            } else {
                if (!group.isEmpty() && !follows(group.getLast(), line, group.size())) {
                    send(group);
                    group.clear();
                }
                group.add(line);
            }
        }
        if (!group.isEmpty()) {
            send(group);
        }
        finish(file, lines.size(), by);
        return new Redelivered(delivered, refused, kept.size(), failure);
    }

    /// Whether a line may be in one request with those before it.
    private boolean follows(String before, String line, int size) throws IOException {
        Letter last = Letter.parse(before);
        Letter next = Letter.parse(line);
        return size < requestEvents
                && last.place().first() == next.place().first()
                && last.place().next() == next.place().next()
                && last.place().index() < next.place().index();
    }

    private void send(List<String> group) throws IOException, InterruptedException {
        if (!failure.isEmpty()) {
            kept.addAll(group);
            return;
        }
        List<Letter> letters = new ArrayList<>();
        for (String line : group) {
            letters.add(Letter.parse(line));
        }
        settle(request(letters), group, attempts.send(request(letters), false));
    }

    private void settle(Request request, List<String> lines, @Nullable Outcome outcome) throws IOException {
        switch (outcome) {
            case null -> fail(lines, "the destination is closing or paused");
            case Outcome.Failed(var reason, var _) -> fail(lines, reason);
            case Outcome.Delivered() -> {
                counters.redelivered(request);
                delivered += request.events();
            }
            case Outcome.Refused(var reason) -> refuse(request, reason);
            case Outcome.TooLarge(var reason) -> refuse(request, reason);
            case Outcome.Expired(var reason) -> refuse(request, reason);
            case Outcome.Each(var each) -> {
                for (int i = 0; i < each.size(); i++) {
                    int index = i;
                    settle(request.only(at -> at == index), List.of(lines.get(i)), each.get(i));
                }
            }
        }
    }

    private void fail(List<String> lines, String reason) {
        failure = redaction.apply(reason);
        kept.addAll(lines);
    }

    private void refuse(Request request, String reason) throws IOException {
        deadLetters.writeAgain(request, reason);
        refused += request.events();
    }

    /// The events at the places they had in their batch, so that the request has the id it had.
    private Request request(List<Letter> letters) {
        Batch batch = new Batch(1024);
        Letter.Place origin = letters.getFirst().place();
        batch.begin(origin.first());
        int[] places = new int[letters.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = letters.get(i).place().index();
            batch.put(places[i], ByteBuffer.wrap(body(letters.get(i))));
        }
        batch.passed(origin.next());
        batch.close(origin.millis());
        return Request.again(batch, places);
    }

    private byte[] body(Letter letter) {
        if (letter.secrets() != Letter.Secrets.MARKED) {
            return letter.bytes();
        }
        return redaction
                .unmark(new String(letter.bytes(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void finish(Path file, int letters, String by) throws IOException {
        if (kept.size() < letters) {
            deadLetters.takeOut(file, kept, delivered, refused, by);
        }
    }
}
