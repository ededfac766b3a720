package ai.genops.server.cli;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.config.Problem;
import ai.genops.server.GenOpsServer;
import ai.genops.server.RunningCollector;
import ai.genops.server.RunningSource;
import ai.genops.server.ServerPlan;
import ai.genops.server.TokenFiles;
import ai.genops.server.Version;
import ai.genops.server.access.Access;
import ai.genops.source.config.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/// What `up` says when everything is started.
final class Banner {
    private final GenOpsServer server;
    private final ServerPlan plan;
    private final Terminal terminal;

    private Banner(GenOpsServer server, Terminal terminal) {
        this.server = server;
        this.plan = server.plan();
        this.terminal = terminal;
    }

    static void print(GenOpsServer server, Terminal terminal, long tookNanos) {
        var banner = new Banner(server, terminal);
        banner.head();
        banner.listens();
        banner.pipelines();
        banner.destinations();
        banner.tryThis();
        terminal.line(terminal.good("ready") + String.format(Locale.ROOT, " in %.1f s; Ctrl-C stops", tookNanos / 1e9));
    }

    private void head() {
        terminal.line(terminal.bold("GenOps " + Version.TEXT));
        terminal.line("  configuration " + plan.options().config() + ", data "
                + plan.options().data());
        terminal.line("");
    }

    private void listens() {
        terminal.line(terminal.bold("Listening"));
        for (RunningSource source : server.runningSources()) {
            var listen = source.config().listen();
            String who = source.generatedToken().isEmpty() ? "" : "  token " + source.generatedToken();
            line("OTLP/HTTP", listen.url(listen.httpPort()), "protobuf, JSON, gzip; gRPC as well" + who);
            line("OTLP/gRPC", listen.url(listen.grpcPort()), "");
        }
        for (RunningCollector collector : server.runningCollectors()) {
            line("Splunk HEC", collector.url(), "/services/collector");
            collector.generated().forEach(token -> line("", "", tokenRemark(token)));
        }
        String api = url(plan.server().host(), plan.server().apiPort());
        line("Page, API", api + "/", "/health, /metrics, /api/status, /api/search, /api/jobs");
        String splunk = server.runningSplunk().url();
        if (splunk != null) {
            line("Splunk REST", splunk, "/services/search/jobs");
        }
        access(api);
        terminal.line("");
    }

    /// The administrator's token is shown by the start that made it; a link logs a browser in once.
    private void access(String api) {
        Access access = server.access();
        try {
            String token =
                    access.isFresh() ? Files.readString(access.localToken()).strip() + ", kept in " : "in ";
            line("", "", "administrator's token: " + token + access.localToken());
        } catch (IOException e) {
            line("", "", "administrator's token: " + access.localToken() + " cannot be read: " + e.getMessage());
        }
        line("", "", "login, once: " + api + "/login?code=" + access.sessions().link());
    }

    /// A generated token is shown by the start that made it.
    private static String tokenRemark(TokenFiles.Kept token) {
        return token.fresh()
                ? "token " + token.name() + ": " + token.value() + ", kept in " + token.file()
                : "token " + token.name() + ": in " + token.file();
    }

    private void pipelines() {
        terminal.line(terminal.bold("Pipelines"));
        plan.configuration().pipelines().stream()
                .filter(pipeline -> !pipeline.id().isEmpty())
                .forEach(pipeline ->
                        terminal.line("  " + pad(pipeline.id(), 28) + terminal.dim(pipeline.description())));
        terminal.line("");
    }

    private void destinations() {
        terminal.line(terminal.bold("Destinations"));
        for (Destination destination : plan.configuration().destinations().values()) {
            String state = destination.availability().text();
            String shown = destination.availability().isReady() ? terminal.good(state) : terminal.dim(state);
            terminal.line("  " + pad(destination.id(), 28) + pad(destination.type(), 25) + shown);
        }
        List<Problem> notes = plan.problems().all();
        if (!notes.isEmpty()) {
            terminal.line("  " + ProblemReport.count(notes) + " on the configuration: ./genops check");
        }
        terminal.line("");
    }

    private void tryThis() {
        int offset = plan.options().portOffset();
        String port = offset == 0 ? "" : "--port-offset " + offset + " ";
        terminal.line(terminal.bold("Try"));
        terminal.line(
                "  ./genops search " + port
                        + "'index=genops_ai genops.cost.total=* | stats sum(genops.cost.total) as total_cost count by genops.team'");
        server.runningSources().stream()
                .limit(1)
                .map(source -> source.config().listen())
                .forEach(listen -> terminal.line((listen.tls() instanceof Tls.None ? "  curl -s " : "  curl -sk ")
                        + listen.url(listen.httpPort())
                        + "/v1/traces -H 'Content-Type: application/json' -d @examples/otlp-test-span.json"));
        terminal.line("  curl -s " + url(plan.server().host(), plan.server().apiPort()) + "/api/status");
        terminal.line("");
    }

    private void line(String name, String url, String remark) {
        terminal.line("  " + pad(name, 12) + pad(url, 26) + terminal.dim(remark));
    }

    private static String url(String host, int port) {
        return "http://" + host + ":" + port;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
