package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.edit.Edit;
import ai.genops.server.edit.Edits;
import ai.genops.server.edit.LineDiff;
import ai.genops.server.edit.Outcome;
import ai.genops.server.trial.ProblemJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes of files as JSON; docs/api.md says what the keys mean.
final class EditJson {
    private EditJson() {}

    /// @param wanted the file or the subject of those to list; empty for all
    static String list(Edits edits, String wanted) throws IOException {
        Map<Long, Long> undone = new HashMap<>();
        Set<String> newest = new HashSet<>();
        List<Object> list = new ArrayList<>();
        for (Edit edit : edits.history()) {
            undone.put(edit.undoes(), edit.number());
            boolean there = edits.isInForce(edit);
            boolean last = newest.add(edit.file());
            if (wanted.isEmpty() || edit.file().equals(wanted) || edit.subject().equals(wanted)) {
                Map<String, @Nullable Object> json = brief(edit);
                json.put("undone_by", undone.get(edit.number()));
                json.put("in_force", last && there);
                json.put("undoable", there);
                list.add(json);
            }
        }
        return written(Map.of("refusal", edits.refusal(), "edits", list));
    }

    static String whole(Edit edit) {
        Map<String, @Nullable Object> json = brief(edit);
        json.put("diff", edit.diff());
        return written(json);
    }

    static String outcome(Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("applied", outcome instanceof Outcome.Applied);
        switch (outcome) {
            case Outcome.Applied(Edit edit) -> json.put("edit", brief(edit));
            case Outcome.Wrong(var problems) ->
                json.put("problems", problems.stream().map(ProblemJson::of).toList());
            case Outcome.Moved(String file, String diff, String text) -> {
                Map<String, @Nullable Object> conflict = new LinkedHashMap<>();
                conflict.put("file", file);
                conflict.put("diff", diff);
                conflict.put("text", text);
                json.put("conflict", conflict);
            }
        }
        return written(json);
    }

    private static Map<String, @Nullable Object> brief(Edit edit) {
        LineDiff.Size size = LineDiff.size(edit.before(), edit.after());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", edit.number());
        json.put("time", Instant.ofEpochMilli(edit.millis()).toString());
        json.put("who", edit.who());
        json.put("reason", edit.reason());
        json.put("file", edit.file());
        json.put("subject", edit.subject());
        json.put("undoes", edit.undoes() == 0 ? null : edit.undoes());
        json.put("lines_added", size.added());
        json.put("lines_removed", size.removed());
        return json;
    }

    private static String written(Map<String, ? extends @Nullable Object> json) {
        return new JsonBuffer(1024).value(json).toString();
    }
}
