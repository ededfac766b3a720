package ai.genops.server.api;

import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.destination.delivery.KeepsDeadLetters.Redelivered;
import ai.genops.destination.delivery.Letter;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Destination;
import com.linecorp.armeria.common.HttpStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dead letters of destinations, also of those that are not configured any more and have left some.
record Letters(ServerView view) {
    private static final int BODY_BYTES = 65_536;

    String list(String id) throws IOException {
        var out = new JsonBuffer(1024).ascii("{\"destination\":").text(id).ascii(",\"files\":[");
        String comma = "";
        for (DeadLetterBox.Summary file : files(id)) {
            LetterJson.summary(id, file, out.ascii(comma));
            comma = ",";
        }
        return out.ascii("]}").toString();
    }

    String show(String id, String file, int skip, int limit) throws IOException {
        named(id, file);
        var out = new JsonBuffer(4096).ascii("{\"destination\":").text(id).ascii(",\"letters\":[");
        String comma = "";
        for (Letter letter : box(id).show(file, skip, limit)) {
            LetterJson.letter(id, file, letter, BODY_BYTES, out.ascii(comma));
            comma = ",";
        }
        return out.ascii("]}").toString();
    }

    /// Sends the oldest file first, and stops at one of which something failed.
    String redeliver(String id, Words words) throws IOException, InterruptedException {
        Destination destination = Steering.destination(view, id);
        if (!(destination instanceof KeepsDeadLetters keeper)) {
            String state = destination.availability().isReady()
                    ? "keeps no dead letters"
                    : "takes nothing: " + destination.availability().text();
            throw new ApiException(HttpStatus.CONFLICT, "destination `" + id + "` " + state);
        }
        var sum = new Redelivered(0, 0, 0, "");
        for (DeadLetterBox.Summary file : chosen(id, words)) {
            Redelivered one = keeper.redeliver(file.file(), words.get("by", "unknown"));
            sum = new Redelivered(
                    sum.delivered() + one.delivered(),
                    sum.refused() + one.refused(),
                    sum.kept() + one.kept(),
                    one.failure());
            if (!one.failure().isEmpty()) {
                break;
            }
        }
        var out = new JsonBuffer(256).ascii("{\"destination\":").text(id);
        out.ascii(",\"delivered\":").number(sum.delivered());
        out.ascii(",\"refused\":").number(sum.refused());
        out.ascii(",\"kept\":").number(sum.kept());
        return out.ascii(",\"failure\":").text(sum.failure()).raw('}').toString();
    }

    String discard(String id, Words words) throws IOException {
        String reason = words.get("reason", "");
        if (reason.isEmpty()) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "dead letters are discarded for a reason; give `reason`");
        }
        long discarded = 0;
        for (DeadLetterBox.Summary file : chosen(id, words)) {
            discarded += discard(id, file.file(), words.get("by", "unknown"), reason);
        }
        return new JsonBuffer(128)
                .ascii("{\"destination\":")
                .text(id)
                .ascii(",\"discarded\":")
                .number(discarded)
                .raw('}')
                .toString();
    }

    private long discard(String id, String file, String by, String reason) throws IOException {
        Destination destination = configured(id);
        return destination instanceof KeepsDeadLetters keeper
                ? keeper.discard(file, by, reason)
                : box(id).discard(file, by, reason);
    }

    /// The file that is named, or all that have letters.
    private List<DeadLetterBox.Summary> chosen(String id, Words words) throws IOException {
        String file = words.get("file", "");
        return file.isEmpty() ? files(id) : List.of(named(id, file));
    }

    private List<DeadLetterBox.Summary> files(String id) throws IOException {
        return box(id).list().stream().filter(file -> file.letters() > 0).toList();
    }

    private DeadLetterBox.Summary named(String id, String file) throws IOException {
        return box(id).list().stream()
                .filter(known -> known.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        HttpStatus.NOT_FOUND, "destination `" + id + "` has no dead letters `" + file + "`"));
    }

    /// @throws ApiException if neither a destination nor letters of one have this id
    private DeadLetterBox box(String id) throws IOException {
        if (configured(id) == null && !DeadLetterBox.names(view.dataFolder()).contains(id)) {
            Steering.destination(view, id);
        }
        return new DeadLetterBox(view.dataFolder(), id, view.clock());
    }

    private @Nullable Destination configured(String id) {
        return view.configuration().destinations().get(id);
    }
}
