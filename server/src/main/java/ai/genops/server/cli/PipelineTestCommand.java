package ai.genops.server.cli;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.server.ServerPlan;
import ai.genops.server.UserException;
import ai.genops.server.trial.Difference;
import ai.genops.server.trial.Goldens;
import ai.genops.server.trial.JUnitXml;
import ai.genops.server.trial.TestCase;
import ai.genops.server.trial.TestFile;
import ai.genops.server.trial.TestFiles;
import ai.genops.server.trial.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops pipeline test`: runs the tests beside the pipelines.
@Command(
        name = "test",
        description = "Run the tests beside the pipelines: given events, what is to arrive at each destination.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Tests stand in pipelines/tests/*.yaml, tests/*.yaml and pipelines/*.test.yaml of the configuration.",
            "Exit code 0 if all pass, 1 if some fail, 2 if the configuration or a file of tests is wrong."
        })
final class PipelineTestCommand implements Callable<Integer> {
    @Mixin
    ServerMixin server = new ServerMixin();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Pipelines, or files of tests without their folder and ending. Default: all.")
    List<String> names = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML, too.")
    @Nullable
    Path junit;

    @Option(names = "--update", description = "Show what differs, then write what came as what is expected.")
    boolean update;

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException {
        ServerPlan plan = ServerPlan.read(server.options(), System::getenv);
        if (plan.problems().hasErrors()) {
            return refuse(plan.errors());
        }
        var problems = new Problems();
        List<TestFile> files =
                TestFiles.read(plan.options().config(), plan.configuration().pipelines(), problems);
        if (problems.hasErrors()) {
            return refuse(problems.errors());
        }
        List<TestRun.Result> results = new ArrayList<>();
        for (TestFile file : wanted(files)) {
            List<TestRun.Result> own = new ArrayList<>();
            for (TestCase test : file.tests()) {
                own.add(TestRun.run(file, test, System::nanoTime));
            }
            show(file, own);
            if (update && own.stream().anyMatch(result -> !result.passed())) {
                Goldens.write(file.path(), own);
                terminal.line("  " + terminal.doubtful("rewritten") + ": " + file.path());
            }
            results.addAll(own);
        }
        if (junit != null) {
            Files.writeString(junit, JUnitXml.of(results));
        }
        return sum(results);
    }

    private int refuse(List<Problem> problems) {
        ProblemReport.print(problems, terminal);
        terminal.line(terminal.bad("Nothing was tested: ") + ProblemReport.count(problems));
        return 2;
    }

    private List<TestFile> wanted(List<TestFile> files) {
        Set<String> known = new LinkedHashSet<>();
        for (TestFile file : files) {
            known.add(file.pipeline().id());
            known.add(shortName(file));
        }
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserException("there is no test of `" + name + "`. " + Names.didYouMean(name, known));
            }
        }
        if (files.isEmpty()) {
            throw new UserException("there are no tests in the configuration; write some in pipelines/tests/");
        }
        return files.stream()
                .filter(file ->
                        names.isEmpty() || names.contains(file.pipeline().id()) || names.contains(shortName(file)))
                .toList();
    }

    private static String shortName(TestFile file) {
        return file.path().getFileName().toString().replaceAll("(\\.test)?\\.ya?ml$", "");
    }

    private void show(TestFile file, List<TestRun.Result> results) {
        terminal.line(terminal.bold(file.pipeline().id()) + terminal.dim("  " + file.shownAs()));
        for (TestRun.Result result : results) {
            if (result.passed()) {
                terminal.line("  " + terminal.good("✓ ") + result.test().name());
            } else {
                terminal.line("  " + terminal.bad("✗ " + result.test().name()));
                result.differences().forEach(this::show);
            }
        }
    }

    private void show(Difference difference) {
        terminal.line("      " + terminal.bold(difference.at().toString()) + ": " + difference.path());
        terminal.line(
                terminal.bad("        - " + (difference.expected().isEmpty() ? "nothing" : difference.expected())));
        terminal.line(terminal.good("        + " + (difference.actual().isEmpty() ? "nothing" : difference.actual())));
    }

    private int sum(List<TestRun.Result> results) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        long passed = results.size() - failed;
        terminal.line("");
        terminal.line(
                failed == 0
                        ? terminal.good(passed + " passed")
                        : terminal.bad(failed + " failed") + ", " + passed + " passed");
        return failed == 0 ? 0 : 1;
    }
}
