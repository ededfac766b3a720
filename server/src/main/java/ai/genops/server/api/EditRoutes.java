package ai.genops.server.api;

import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.server.edit.Edit;
import ai.genops.server.edit.Edits;
import ai.genops.server.edit.LookupUpload;
import ai.genops.server.edit.NewFile;
import ai.genops.server.edit.Outcome;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;

/// Changes of the configuration's files, under `/api/edits`, for administrators:
///
/// - `GET` with `file` or `subject` lists them, the newest first; `GET {number}` shows one with its difference.
/// - `POST` with `pipeline`, `base`, `text` and `reason` gives the file of a pipeline another text; with
///   `alert`, `report` or `dashboard`, `text` and `reason` makes the file of a new one; with `lookup`, `format`
///   (`csv`, `json`, `ndjson`), `text`, `reason` and perhaps `replace` a lookup's table.
/// - `POST {number}/undo` with `reason` takes one back.
///
/// A change that was not made is answered with `applied` false and why: `problems`, or the `conflict` with what is
/// there.
final class EditRoutes {
    private static final int LONGEST_REASON = 500;
    /// Room for the longest table: a character takes up to three bytes, and a quote or a line's end two.
    private static final long MAX_REQUEST_BYTES = 4L * LookupUpload.MOST_CHARACTERS;

    private static final String EDITS = "/api/edits";

    private final Edits edits;
    private final FileOf files;
    private final Supplier<LookupTables> lookups;

    /// Finds the file that a pipeline stands in.
    @FunctionalInterface
    interface FileOf {
        /// Its name relative to the folder.
        ///
        /// @throws IllegalArgumentException if no file has such a pipeline
        String file(String pipeline) throws IOException;
    }

    private EditRoutes(Edits edits, FileOf files, Supplier<LookupTables> lookups) {
        this.edits = edits;
        this.files = files;
        this.lookups = lookups;
    }

    static void addTo(ServerBuilder server, ServerView view) {
        var routes = new EditRoutes(
                view.edits(), view.preview()::file, () -> view.configuration().lookups());
        HttpService list = Answers.of(HttpMethod.GET, routes::list);
        HttpService apply = Answers.of(HttpMethod.POST, routes::apply);
        server.route()
                .path(EDITS)
                .maxRequestLength(MAX_REQUEST_BYTES)
                .build((context, request) ->
                        (request.method() == HttpMethod.POST ? apply : list).serve(context, request));
        server.service(EDITS + "/{number}", Answers.of(HttpMethod.GET, routes::show));
        server.service(EDITS + "/{number}/undo", Answers.of(HttpMethod.POST, routes::undo));
    }

    private HttpResponse list(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        String wanted = context.queryParams().get("file", context.queryParams().get("subject", ""));
        return ApiServer.json(EditJson.list(edits, wanted));
    }

    private HttpResponse show(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        long number = number(context);
        for (Edit edit : edits.history()) {
            if (edit.number() == number) {
                return ApiServer.json(EditJson.whole(edit));
            }
        }
        throw new ApiException(HttpStatus.NOT_FOUND, "there is no change " + number + " in the history");
    }

    private HttpResponse apply(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        Words words = Words.parse(
                Answers.json(request),
                Set.of(
                        "pipeline",
                        "alert",
                        "report",
                        "dashboard",
                        "lookup",
                        "format",
                        "replace",
                        "base",
                        "text",
                        "reason",
                        "by"));
        permitted();
        String who = who(context, words);
        String text = words.exactly("text");
        for (NewFile kind : NewFile.values()) {
            String id = words.get(kind.key(), "");
            if (!id.isEmpty()) {
                return answer(edits.apply(kind.holding(text, id, who, reason(words))));
            }
        }
        String lookup = words.get("lookup", "");
        if (!lookup.isEmpty()) {
            var format = LookupUpload.format(words.get("format", "csv"));
            var upload = new LookupUpload(
                    lookup, format, text, words.get("replace", "").equals("true"));
            return answer(edits.apply(upload.change(lookups.get(), edits, who, reason(words))));
        }
        String pipeline = words.get("pipeline", "");
        String base = words.exactly("base");
        var change = new Edits.Request(files.file(pipeline), "pipeline " + pipeline, base, text, who, reason(words), 0);
        return answer(edits.apply(change));
    }

    private HttpResponse undo(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        Words words = Words.parse(Answers.json(request), Set.of("reason", "by"));
        permitted();
        return answer(edits.undo(number(context), who(context, words), reason(words)));
    }

    private static HttpResponse answer(Outcome outcome) {
        return ApiServer.json(EditJson.outcome(outcome));
    }

    private void permitted() {
        if (!edits.refusal().isEmpty()) {
            throw new ApiException(HttpStatus.FORBIDDEN, edits.refusal());
        }
    }

    /// Whom the server knows, and what they call themselves beyond that.
    private static String who(ServiceRequestContext context, Words words) {
        String user = Gate.principal(context).user();
        String by = words.get("by", "");
        return by.isEmpty() || by.equals(user) ? user : by + " as " + user;
    }

    private static String reason(Words words) {
        String reason = words.get("reason", "").strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "`reason` must say in up to " + LONGEST_REASON + " characters why, is "
                            + (reason.isEmpty() ? "empty" : reason.length() + " long"));
        }
        return reason;
    }

    private static long number(ServiceRequestContext context) {
        String text = String.valueOf(context.pathParam("number"));
        if (!text.matches("[0-9]{1,15}")) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "`" + text + "` is not the number of a change");
        }
        return Long.parseLong(text);
    }
}
