package ai.genops.destination.snowflake;

import ai.genops.destination.metrics.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A channel as Snowflake documents it: continuation tokens chain one append to the next, an append is taken at once
/// and committed later, opening it again forgets what is not committed. Besides, it looks at what offset tokens say,
/// as no Snowflake would: rows must follow one another without a gap.
final class FakeChannel {
    private static final Pattern TOKEN = Pattern.compile("(\\d+)-(\\d+)\\.(\\d+)\\.\\d+\\.[0-9a-f]{8}\\.e\\d+");

    private final FakeTable table;
    private boolean contiguous;
    private final Deque<Append> pending = new ArrayDeque<>();
    private int opened;
    private int appended;
    private String state = "SUCCESS";
    private String committed = "";
    private String accepted = "";
    private int errors;
    private String errorBound = "";
    private String errorMessage = "";

    private record Append(String token, List<Map<?, ?>> rows) {}

    FakeChannel(FakeTable table, boolean contiguous) {
        this.table = table;
        this.contiguous = contiguous;
    }

    int opened() {
        return opened;
    }

    String open() {
        opened++;
        pending.clear();
        appended = 0;
        accepted = committed;
        state = "SUCCESS";
        return continuation();
    }

    /// Snowflake has lost what it had not committed.
    void crash() {
        pending.clear();
        state = "ERR_CHANNEL_MUST_BE_REOPENED";
    }

    void forgetOrder() {
        contiguous = false;
    }

    String append(String continuation, String offsetToken, String body) throws Refusal {
        if (!state.equals("SUCCESS")) {
            throw new Refusal(409, state, "Channel must be reopened");
        }
        if (!continuation.equals(continuation())) {
            throw new Refusal(
                    400, "STALE_CONTINUATION_TOKEN_SEQUENCER", "Channel sequencer in the continuation token is stale");
        }
        List<Map<?, ?>> rows = rows(body);
        follows(offsetToken, rows.size());
        pending.add(new Append(offsetToken, rows));
        accepted = offsetToken;
        appended++;
        return continuation();
    }

    void commit() {
        for (Append next = pending.poll(); next != null; next = pending.poll()) {
            for (Map<?, ?> row : next.rows) {
                String problem = table.insert(row);
                if (problem != null) {
                    errors++;
                    errorBound = next.token;
                    errorMessage = problem;
                }
            }
            committed = next.token;
        }
    }

    String status(String pipe, String name) {
        return """
                {"database_name":"GENOPS","schema_name":"AUDIT","pipe_name":"%s","channel_name":"%s",\
                "channel_status_code":"%s","last_committed_offset_token":%s,"created_on_ms":1763600000000,\
                "rows_inserted":%d,"rows_parsed":%d,"rows_error_count":%d,"last_error_offset_upper_bound":%s,\
                "last_error_message":%s,"snowflake_avg_processing_latency_ms":5}""".formatted(
                        pipe,
                        name,
                        state,
                        orNull(committed),
                        table.rows.size(),
                        table.rows.size() + errors,
                        errors,
                        orNull(errorBound),
                        orNull(errorMessage));
    }

    private String continuation() {
        return opened + "_" + appended + "+/=";
    }

    private static List<Map<?, ?>> rows(String body) throws Refusal {
        if (!body.endsWith("\n")) {
            throw new Refusal(400, "INVALID_ROWS", "a JSON text is not followed by a line end");
        }
        List<Map<?, ?>> rows = new ArrayList<>();
        for (String line : body.substring(0, body.length() - 1).split("\n", -1)) {
            try {
                rows.add((Map<?, ?>) Json.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            } catch (IOException | ClassCastException e) {
                throw new Refusal(400, "INVALID_ROWS", "not a JSON object: " + line);
            }
        }
        return rows;
    }

    private void follows(String offsetToken, int rows) throws Refusal {
        Matcher next = TOKEN.matcher(offsetToken);
        if (!next.matches()) {
            throw new Refusal(400, "ERR_TEST_OFFSET", "no offset token: " + offsetToken);
        }
        Matcher last = TOKEN.matcher(accepted);
        if (!contiguous || !last.matches()) {
            return;
        }
        boolean sameBatch = last.group(1).equals(next.group(1));
        long from = sameBatch ? Long.parseLong(last.group(3)) + 1 : 0;
        boolean batchFollows = sameBatch || last.group(2).equals(next.group(1));
        if (!batchFollows || from + rows != Long.parseLong(next.group(3)) + 1) {
            throw new Refusal(400, "ERR_TEST_GAP", "a gap from " + accepted + " to " + offsetToken);
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? "null" : "\"" + text + "\"";
    }
}
