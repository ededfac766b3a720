package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.log.LogInspector;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.engine.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shows what a change of a pipeline would do, before it is made: the last events of the log are taken through
/// the pipeline as the configuration's folder has it and as a draft has it, the tests beside it run, and
/// nothing is started, sent or written. Both are read for this alone, so the books of what runs stay as they
/// are. Safe for concurrent use; one at a time works, the others wait.
public final class Preview {
    /// Most events that are taken through.
    public static final int MOST_EVENTS = 1000;

    private static final Duration HOUR = Duration.ofHours(1);

    /// The part of the work that choosing records is, about.
    private static final double READING = 0.3;

    private final Draft.Reader drafts;
    private final Path config;
    private final Supplier<LogInspector> log;
    private final LongSupplier nanos;

    /// What somebody wants to see.
    ///
    /// @param text of the whole file that the pipeline stands in
    /// @param events how many of the log's last, 1 to [#MOST_EVENTS]
    public record Request(String pipeline, String text, int events) {}

    /// Of one configuration's folder and one log.
    ///
    /// @param config the configuration's folder
    /// @param nanos a clock that only goes forward
    public Preview(Draft.Reader drafts, Path config, Supplier<LogInspector> log, LongSupplier nanos) {
        this.drafts = drafts;
        this.config = config;
        this.log = log;
        this.nanos = nanos;
    }

    /// `pipeline`, `file` and its `text`, as JSON.
    ///
    /// @throws IllegalArgumentException if no file has such a pipeline
    public synchronized String source(String pipeline) throws IOException {
        String file = file(drafts.read(Map.of()), pipeline);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pipeline", pipeline);
        json.put("file", file);
        json.put("text", Files.readString(config.resolve(file)));
        return new JsonBuffer(4096).value(json).toString();
    }

    /// The file that a pipeline stands in, relative to the configuration's folder.
    ///
    /// @throws IllegalArgumentException if no file has such a pipeline
    public synchronized String file(String pipeline) {
        return file(drafts.read(Map.of()), pipeline);
    }

    /// What the draft would do, as JSON; with `problems` alone if it has errors.
    ///
    /// @throws IllegalArgumentException if no file has such a pipeline
    public synchronized String run(Request request) throws IOException {
        Draft now = drafts.read(Map.of());
        String file = file(now, request.pipeline());
        Draft draft = drafts.read(Map.of(file, request.text()));
        Pipeline after = draft.pipeline(request.pipeline());
        if (after == null && !draft.problems().hasErrors()) {
            draft.problems()
                    .error(
                            Location.of(file),
                            "no enabled pipeline `" + request.pipeline() + "` is here any more",
                            "Leave its `id` and `enabled` as they are to see what the rest does.");
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("pipeline", request.pipeline());
        json.put("file", file);
        if (after == null || draft.problems().hasErrors()) {
            json.put("problems", problems(draft.problems().errors()));
            return new JsonBuffer(1024).value(json).toString();
        }
        var found = new Problems();
        List<Object> tests = tests(request.pipeline(), draft, found);
        List<Problem> shown = new ArrayList<>(found.all());
        draft.problems().all().stream()
                .filter(problem -> problem.at().file().equals(file))
                .forEach(shown::add);
        json.put("problems", problems(shown));
        var rehearsal = new PreviewRun(now.pipeline(request.pipeline()), after, draft.prices());
        Consumer<Event> each = now.protect().apply(rehearsal::take);
        new LogTail(log.get()).last(Math.clamp(request.events(), 1, MOST_EVENTS), each);
        rehearsal.write(json);
        json.put("tests", tests);
        return new JsonBuffer(65_536).value(json).toString();
    }

    /// What the draft would do to all that was appended in the last hour, estimated from a sample, as JSON; with
    /// `problems` alone if it has errors. Several may work at a time, beside one that [#run]s.
    ///
    /// @param now the hour's end
    /// @throws IllegalArgumentException if no file has such a pipeline
    public String hour(Request request, Instant now, Progress progress) throws IOException {
        Draft is = drafts.read(Map.of());
        String file = file(is, request.pipeline());
        Draft draft = drafts.read(Map.of(file, request.text()));
        Pipeline after = draft.pipeline(request.pipeline());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (after == null || draft.problems().hasErrors()) {
            json.put("problems", problems(draft.problems().errors()));
            return new JsonBuffer(1024).value(json).toString();
        }
        var sample = LogSample.of(log.get(), now, HOUR, LogSample.Bounds.USUAL, progress.part(0, READING));
        var estimate = new HourRun(is.pipeline(request.pipeline()), after, draft.prices());
        Consumer<Event> each = is.protect().apply(estimate::event);
        sample.each(each, estimate::endOfRecord, progress.part(READING, 1));
        json.put("from", now.minus(HOUR).toEpochMilli() / 1e3);
        json.put("to", now.toEpochMilli() / 1e3);
        estimate.write(sample, json);
        return new JsonBuffer(4096).value(json).toString();
    }

    private static String file(Draft draft, String pipeline) {
        String file = draft.files().get(pipeline);
        if (file == null) {
            throw new IllegalArgumentException("no file of the configuration has a pipeline `" + pipeline + "`. "
                    + Names.didYouMean(pipeline, draft.files().keySet()));
        }
        return file;
    }

    private static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream().map(ProblemJson::of).toList();
    }

    private List<Object> tests(String pipeline, Draft draft, Problems found) {
        List<Object> results = new ArrayList<>();
        for (TestFile file : TestFiles.read(config, draft.configuration().pipelines(), found)) {
            if (file.pipeline().id().equals(pipeline)) {
                file.tests().forEach(test -> results.add(result(TestRun.run(file, test, nanos))));
            }
        }
        return results;
    }

    private static Map<String, Object> result(TestRun.Result result) {
        return Map.of(
                "file",
                result.file().shownAs(),
                "name",
                result.test().name(),
                "passed",
                result.passed(),
                "differences",
                result.differences().stream()
                        .map(difference -> Map.of(
                                "at", difference.at().toString(),
                                "path", difference.path(),
                                "expected", difference.expected(),
                                "actual", difference.actual()))
                        .toList());
    }
}
