package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.function.FunctionNames;
import ai.genops.search.report.SearchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// No function fails on a value: an argument that the query states is refused at its place, one of events gives null.
class OddArgumentsTest {
    private static final int CALLS_OF_A_FUNCTION = Integer.getInteger("genops.odd.calls", 24);

    private static final List<String> ARGUMENTS = List.of(
            "number",
            "paren",
            "escape",
            "empty",
            "several",
            "large",
            "nothing",
            "json",
            "text",
            "null()",
            "\"(\"",
            "\"%q\"",
            "\"\"",
            "\"[\"",
            "\"7d\"",
            "\"a\\\\\"",
            "\"$\"",
            "\"{}{\"",
            "-1",
            "0",
            "1.5",
            "1e300",
            "-1e300",
            "99999999999",
            "true()",
            "upper(\"(\")",
            "number/0",
            "split(\"a,(\",\",\")",
            "-number*1e300*1e300");

    private static final String EVENT = """
            [{"_time": "2026-03-10T08:00:00", "fields": {"number": 3, "paren": "(", "escape": "x\\\\", "empty": "",
              "several": ["a", "(", "3"], "large": 1e300, "json": "{\\"a\\": [1, {\\"b\\": \\"(\\"}]}", "text": "abc"}}]
            """;

    @Test
    void noFunctionFailsOnAnArgument() {
        var random = new Random(42);
        var failed = new ArrayList<String>();
        try (var lake = new TestLake().add("genops_ai", EVENT)) {
            FunctionNames.all()
                    .sorted(Comparator.comparing(FunctionNames::name))
                    .forEach(function -> {
                        for (int i = 0; i < CALLS_OF_A_FUNCTION; i++) {
                            String call = call(function, random);
                            String words = withoutPlace(lake, call);
                            if (words != null) {
                                failed.add(call + ": " + words);
                            }
                        }
                    });
        }
        assertThat(failed).isEmpty();
    }

    private static String call(FunctionNames function, Random random) {
        int count = function.min() + random.nextInt(Math.min(function.max(), function.min() + 3) - function.min() + 1);
        return Stream.generate(() -> ARGUMENTS.get(random.nextInt(ARGUMENTS.size())))
                .limit(count)
                .collect(Collectors.joining(", ", function.name() + "(", ")"));
    }

    /// What went wrong if nobody says where.
    private static @Nullable String withoutPlace(TestLake lake, String call) {
        try {
            lake.run("index=genops_ai | eval x=" + call);
            return null;
        } catch (SearchException e) {
            String words = e.toString();
            return e.column() > 1 || words.contains("is no regular expression") ? null : words;
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
