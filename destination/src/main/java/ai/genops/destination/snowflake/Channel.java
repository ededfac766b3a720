package ai.genops.destination.snowflake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.http.Answer;
import com.linecorp.armeria.common.HttpMethod;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way of this server's rows into one table. Snowflake keeps a channel's rows in their order and remembers, in
/// the transaction that puts them into the table, the offset token of the last one.
/// ```
///  open ──▶ last committed token: rows up to it are in, and are left out
///   ▲  └─▶ continuation token ──▶ append ──▶ continuation token ──▶ append ...   (taken, not yet kept)
///   │                                                └──▶ ask until the last append's offset token is committed
///   └── anything unclear: open again. Snowflake then forgets what it has taken and not committed
/// ```
/// So each row is in the table once, whatever is lost on the way. One thread at a time.
final class Channel {
    private final Session session;
    private final SnowflakeSettings settings;
    private final InstantSource clock;
    private final Target target;
    private final String name;
    private final String pipePath;
    private final RowErrors rowErrors;
    /// Empty while the channel is not open.
    private String continuation = "";

    private Status status = new Status("", "", 0, "", "");
    /// Becomes less when Snowflake finds a request too large.
    private int requestBytes;

    Channel(Session session, SnowflakeSettings settings, InstantSource clock, Target target, String name) {
        this.session = session;
        this.settings = settings;
        this.clock = clock;
        this.target = target;
        this.name = name;
        pipePath = "databases/" + settings.database().value() + "/schemas/"
                + settings.schema().value() + "/pipes/" + target.pipe();
        rowErrors = new RowErrors(target, name);
        requestBytes = settings.maxRequestBytes();
    }

    /// Comes back when every row is in the table, or refused, or something is in the way.
    Outcome deliver(Rows rows) throws InterruptedException {
        boolean delivered = false;
        try {
            Outcome outcome = reopeningOnce(rows);
            delivered = true;
            return outcome;
        } catch (UnableException e) {
            return e.failed(e.isStale() ? rival() : null);
        } finally {
            continuation = delivered ? continuation : "";
        }
    }

    private Outcome reopeningOnce(Rows rows) throws UnableException, InterruptedException {
        try {
            return attempt(rows);
        } catch (UnableException e) {
            if (!e.isStale()) {
                throw e;
            }
            continuation = "";
            return attempt(rows);
        }
    }

    private Outcome attempt(Rows rows) throws UnableException, InterruptedException {
        if (continuation.isEmpty()) {
            open();
        }
        Position committed = Position.parse(status.committed());
        int from = committed == null ? 0 : rows.after(committed);
        boolean resumed = from > 0 && committed != null && rows.hold(committed);
        long errorsBefore = resumed && committed != null ? committed.errors() : status.errors();
        var verdicts = new Verdicts(rows, settings.maxRequestBytes());
        Position last = append(rows, from, errorsBefore, verdicts);
        if (last != null) {
            await(last);
        }
        if (last != null || resumed) {
            rowErrors.judge(rows, status, errorsBefore, verdicts);
        }
        return verdicts.outcome();
    }

    private void open() throws UnableException, InterruptedException {
        Answer answer = session.call(
                HttpMethod.PUT,
                "/v2/streaming/" + pipePath + "/channels/" + name,
                "application/json",
                "{}".getBytes(US_ASCII));
        Map<String, Object> members = Json.read(answer.text());
        String token = Json.text(members, "next_continuation_token");
        Status opened = Status.of(Json.inner(members, "channel_status"));
        if (answer.status() / 100 != 2 || token.isEmpty() || opened.isBroken()) {
            throw UnableException.answered(
                    "Snowflake does not open a channel to " + target.shown(), answer, hint(answer));
        }
        continuation = token;
        status = opened;
    }

    /// Appends the rows from `from` on, in as many requests as their size takes. The position of the last row that
    /// was taken; null if none was. What follows rows that are refused waits for the next attempt: once it is
    /// committed, those would count as being in, and until the end of this attempt they are kept nowhere else.
    private @Nullable Position append(Rows rows, int from, long errorsBefore, Verdicts verdicts)
            throws UnableException, InterruptedException {
        Position last = null;
        int start = verdicts.nextIn(from);
        while (start < rows.count()) {
            int end = rows.end(start, verdicts.endIn(start), requestBytes);
            Position position = rows.position(end - 1, errorsBefore);
            Outcome outcome = append(rows.body(start, end), position);
            if (outcome instanceof Outcome.TooLarge && end - start > 1) {
                requestBytes = rows.body(start, end).length / 2;
            } else if (outcome instanceof Outcome.Delivered) {
                last = position;
                start = verdicts.nextIn(end);
            } else {
                verdicts.refuse(start, end, UnableException.reason(outcome));
                return last;
            }
        }
        return last;
    }

    /// Delivered when Snowflake has taken them, which does not mean that it keeps them.
    private Outcome append(byte[] rows, Position last) throws UnableException, InterruptedException {
        String path = "/v2/streaming/data/" + pipePath + "/channels/" + name + "/rows?continuationToken="
                + URLEncoder.encode(continuation, UTF_8) + "&offsetToken=" + last.text();
        Answer answer = session.call(HttpMethod.POST, path, "application/x-ndjson", rows);
        String next = Json.text(Json.read(answer.text()), "next_continuation_token");
        if (answer.status() / 100 == 2 && !next.isEmpty()) {
            continuation = next;
            return new Outcome.Delivered();
        }
        boolean aboutRows = answer.status() == 400 || answer.status() == 413 || answer.status() == 422;
        if (aboutRows && !ErrorCode.of(answer).isOfState()) {
            return answer.usual();
        }
        throw UnableException.answered("Snowflake does not take rows for " + target.shown(), answer, hint(answer));
    }

    private void await(Position last) throws UnableException, InterruptedException {
        String wanted = last.text();
        SnowflakeSettings.Commit commit = settings.commit();
        long end = clock.millis() + commit.timeout().toMillis();
        long most = commit.timeout().dividedBy(commit.interval());
        // A clock that is set back does not make it wait longer.
        for (long asked = 0; asked <= most && clock.millis() <= end; asked++) {
            status = ask();
            if (status.committed().equals(wanted)) {
                return;
            }
            Thread.sleep(commit.interval());
        }
        throw UnableException.because(
                "Snowflake has not committed rows for %s within %d ms (it stands at `%s`); they are sent again"
                        .formatted(target.shown(), commit.timeout().toMillis(), status.committed()));
    }

    private Status ask() throws UnableException, InterruptedException {
        byte[] body = ("{\"channel_names\":[\"" + name + "\"]}").getBytes(US_ASCII);
        Answer answer = session.call(
                HttpMethod.POST, "/v2/streaming/" + pipePath + ":bulk-channel-status", "application/json", body);
        if (answer.status() / 100 != 2) {
            throw UnableException.answered("Snowflake does not say how the channel stands", answer, hint(answer));
        }
        Map<String, Object> channels = Json.inner(Json.read(answer.text()), "channel_statuses");
        String known = channels.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> UnableException.stale("Snowflake does not know channel `" + name + "` any more"));
        Status now = Status.of(Json.inner(channels, known));
        if (now.isBroken()) {
            throw UnableException.stale("channel `" + name + "` is broken: " + now.code() + " " + now.errorMessage());
        }
        return now;
    }

    private String rival() {
        return "Another client opens channel `" + name
                + "`: give each server that writes to a table a `channel` of its own";
    }

    private String hint(Answer answer) {
        String code = ErrorCode.of(answer).name();
        if (answer.status() == 404 || code.contains("DOES_NOT_EXIST")) {
            return "Check `database`, `schema` and " + target.shown()
                    + ": they exist, and the user's default role may INSERT";
        }
        return answer.status() == 401 || answer.status() == 403
                ? "The user's default role needs USAGE on database and schema, and INSERT on " + target.shown()
                : "";
    }
}
