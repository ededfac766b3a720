package ai.genops.server.edit;

import ai.genops.log.DurableFolders;
import ai.genops.pipeline.config.Problem;
import ai.genops.server.notice.DurableFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes files of the configuration, one at a time, so that nothing is ever half done or lost:
///
/// 1. The file must be as it was when the change began, or the change is refused with what is different.
/// 2. The whole configuration is checked with the new text, or the change is refused with all that is wrong.
/// 3. The history gets it, durably; then the file is replaced as a whole, durably.
/// 4. The server works with it. If not everything starts, the earlier text is put back, and the history forgets it.
/// 5. An event says who did it and why. One that cannot be written yet is written with the next change or start.
///
/// A crash after 3 leaves the new text and its place in the history; the next start reads it. Safe for concurrent use.
public final class Edits {
    private static final Logger LOG = LoggerFactory.getLogger(Edits.class);

    private final Path config;
    private final EditFolder history;
    private final Target target;
    private final InstantSource clock;

    /// A change that somebody wants.
    ///
    /// @param base the text that it began with; null if there was no file
    /// @param text the file's new text; null if the file is to go
    /// @param undoes the change that it takes back; 0 for none
    public record Request(
            String file,
            String subject,
            @Nullable String base,
            @Nullable String text,
            String who,
            String reason,
            long undoes) {}

    /// Of a configuration's folder, with the history in the data folder.
    public Edits(Path config, Path data, Target target, InstantSource clock) {
        this(config, new EditFolder(data.resolve("edits"), EditFolder.MOST), target, clock);
    }

    Edits(Path config, EditFolder history, Target target, InstantSource clock) {
        this.config = config;
        this.history = history;
        this.target = target;
        this.clock = clock;
    }

    /// Why nobody may change anything; empty if administrators may.
    public String refusal() {
        return target.refusal();
    }

    /// The newest first.
    public synchronized List<Edit> history() throws IOException {
        return history.read();
    }

    /// Whether the file is as this change left it.
    public boolean isInForce(Edit edit) throws IOException {
        return Objects.equals(read(edit.file()), edit.after());
    }

    /// What is in a file now; null if it is not there.
    ///
    /// @throws IllegalArgumentException if that is no text in UTF-8
    public synchronized @Nullable String text(String file) throws IOException {
        try {
            return read(file);
        } catch (CharacterCodingException _) {
            throw new IllegalArgumentException(
                    "`" + file + "` is no text in UTF-8, packed perhaps; put the new one in its place by hand");
        }
    }

    /// Makes a change.
    ///
    /// @throws IllegalArgumentException if nothing would change
    /// @throws IllegalStateException if it was taken back because the server could not work with it
    public synchronized Outcome apply(Request request) throws IOException {
        String now = read(request.file());
        if (!Objects.equals(now, request.base())) {
            return new Outcome.Moved(request.file(), LineDiff.unified(request.file(), request.base(), now), now);
        }
        if (Objects.equals(now, request.text())) {
            throw new IllegalArgumentException(request.file() + " has this text already; nothing would change");
        }
        List<Problem> wrong = target.errors(Map.of(request.file(), Objects.requireNonNullElse(request.text(), "")));
        if (!wrong.isEmpty()) {
            return new Outcome.Wrong(wrong);
        }
        Edit edit = edit(request);
        history.keep(edit);
        try {
            write(edit.file(), edit.after());
        } catch (IOException e) {
            history.forget(edit.number());
            String why = e instanceof AccessDeniedException ? "the server may not write there" : DurableFile.why(e);
            throw new IOException(edit.file() + " cannot be written: " + why, e);
        }
        return takeOver(edit);
    }

    /// Gives a file the text that it had before a change, as another change.
    ///
    /// @throws IllegalArgumentException if the history has no such change
    public synchronized Outcome undo(long number, String who, String reason) throws IOException {
        Edit edit = history.read().stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no change " + number
                        + " in the history; see `genops pipeline history` for those there are"));
        return apply(new Request(edit.file(), edit.subject(), edit.after(), edit.before(), who, reason, edit.number()));
    }

    /// Writes the events that are still owed, oldest first.
    public synchronized void tell() throws IOException {
        for (Edit edit : history.read().reversed()) {
            if (!edit.told()) {
                if (!target.tell(edit)) {
                    return;
                }
                history.keep(edit.asTold());
            }
        }
    }

    private Edit edit(Request request) throws IOException {
        List<Edit> before = history.read();
        return new Edit(
                before.isEmpty() ? 1 : before.getFirst().number() + 1,
                clock.millis(),
                request.who(),
                request.reason(),
                request.file(),
                request.subject(),
                request.base(),
                request.text(),
                request.undoes(),
                false);
    }

    private Outcome takeOver(Edit edit) throws IOException {
        try {
            List<Problem> wrong = target.reload();
            if (!wrong.isEmpty()) { // another file, which somebody else has changed meanwhile
                takeBack(edit);
                return new Outcome.Wrong(wrong);
            }
        } catch (RuntimeException e) {
            takeBack(edit);
            target.reload();
            throw new IllegalStateException("the change was taken back: " + e.getMessage(), e);
        }
        LOG.warn("{} changed {}: {}", edit.who(), edit.file(), edit.reason());
        try {
            tell();
        } catch (IOException e) {
            LOG.warn("the event of change {} is written later: {}", edit.number(), e.getMessage());
        }
        return new Outcome.Applied(edit);
    }

    private void takeBack(Edit edit) throws IOException {
        write(edit.file(), edit.before());
        history.forget(edit.number());
    }

    private @Nullable String read(String file) throws IOException {
        Path path = path(file);
        return Files.exists(path) ? Files.readString(path) : null;
    }

    /// What a link leads to is replaced, not the link.
    private void write(String file, @Nullable String text) throws IOException {
        Path path = path(file);
        Path real = Files.exists(path) ? path.toRealPath() : path;
        if (text == null) {
            Files.delete(real);
        } else {
            DurableFolders.create(parent(real));
            new DurableFile(real).write(text);
        }
        DurableFolders.sync(parent(real));
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private Path path(String file) {
        Path path = config.resolve(file).normalize();
        if (!path.startsWith(config.normalize())) {
            throw new IllegalArgumentException("`" + file + "` is not in the configuration's folder");
        }
        return path;
    }
}
