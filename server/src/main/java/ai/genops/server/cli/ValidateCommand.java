package ai.genops.server.cli;

import ai.genops.observability.validate.Conditions;
import ai.genops.observability.validate.OtlpTarget;
import ai.genops.observability.validate.OtlpValidator;
import ai.genops.observability.validate.SearchAccess;
import ai.genops.observability.validate.Secret;
import ai.genops.observability.validate.SplunkTarget;
import ai.genops.observability.validate.SplunkValidator;
import ai.genops.observability.validate.Surroundings;
import ai.genops.server.probe.DestinationProbe;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops validate`: whether telemetry will arrive, before it is sent.
@Command(
        name = "validate",
        description = "Check that a Splunk HEC, an OTLP endpoint, Cribl or a destination takes telemetry.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ValidateCommand.Splunk.class,
            ValidateCommand.Otlp.class,
            ValidateCommand.Cribl.class,
            ValidateCommand.OfDestination.class
        },
        footer = {
            "",
            "Exit code 0 if nothing failed, 1 if something did, 2 if the command line is wrong. What the other side does"
                    + " not show is told and counts as neither."
        })
final class ValidateCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    private static Surroundings surroundings() {
        return new Surroundings(System::getenv, InstantSource.system(), new SecureRandom(), null);
    }

    /// `genops validate splunk`.
    @Command(
            name = "splunk",
            description = "Check a Splunk HTTP Event Collector, from the environment to one test event.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Reads SPLUNK_HEC_ENDPOINT, SPLUNK_HEC_TOKEN, SPLUNK_INDEX, SPLUNK_SEARCH_ENDPOINT and"
                        + " SPLUNK_SEARCH_TOKEN. Options on the command line can be seen by other users of the machine."
            })
    static final class Splunk implements Callable<Integer> {
        @Option(names = "--endpoint", paramLabel = "URL", description = "Such as https://splunk:8088.")
        String endpoint = "";

        @Option(names = "--token", paramLabel = "TOKEN", description = "The HEC token.")
        String token = "";

        @Option(names = "--index", paramLabel = "NAME", description = "Where events go. Default: the token's own.")
        String index = "";

        @Option(
                names = "--sourcetype",
                paramLabel = "NAME",
                description = "The test event's. Default: ${DEFAULT-VALUE}.")
        String sourcetype = SplunkTarget.OF_ENVIRONMENT.sourcetype();

        @Option(
                names = "--search-endpoint",
                paramLabel = "URL",
                description = "Splunk's management port, such as https://splunk:8089, to find the event again.")
        String searchEndpoint = "";

        @Option(names = "--search-token", paramLabel = "TOKEN", description = "A token of Splunk's for searching.")
        String searchToken = "";

        @Mixin
        ValidationRun run = new ValidationRun();

        @Override
        public Integer call() throws InterruptedException {
            var target = new SplunkTarget(
                    endpoint,
                    Secret.of(token),
                    index,
                    sourcetype,
                    new SearchAccess(searchEndpoint, Secret.of(searchToken)));
            Conditions conditions = run.conditions();
            return run.run(() -> new SplunkValidator(target, conditions, surroundings()).validate());
        }
    }

    /// `genops validate otlp`.
    @Command(
            name = "otlp",
            description = "Check an endpoint of OTLP over HTTP by one test span.",
            mixinStandardHelpOptions = true,
            footer = {"", "Reads OTEL_EXPORTER_OTLP_ENDPOINT. A path is used as it stands, a bare host gets /v1/traces."
            })
    static final class Otlp implements Callable<Integer> {
        @Mixin
        OtlpOptions options = new OtlpOptions();

        @Override
        public Integer call() throws InterruptedException {
            return options.validate(OtlpTarget.Kind.OTLP);
        }
    }

    /// `genops validate cribl`.
    @Command(
            name = "cribl",
            description = "Check the OTLP source of Cribl Stream by one test span.",
            mixinStandardHelpOptions = true,
            footer = {"", "Reads CRIBL_OTLP_ENDPOINT and CRIBL_AUTH_TOKEN."})
    static final class Cribl implements Callable<Integer> {
        @Mixin
        OtlpOptions options = new OtlpOptions();

        @Override
        public Integer call() throws InterruptedException {
            return options.validate(OtlpTarget.Kind.CRIBL);
        }
    }

    /// What the two have in common.
    static final class OtlpOptions {
        @Option(names = "--endpoint", paramLabel = "URL", description = "Such as http://cribl-stream:4318.")
        String endpoint = "";

        @Option(names = "--token", paramLabel = "TOKEN", description = "Sent as Authorization: Bearer.")
        String token = "";

        @Mixin
        ValidationRun run = new ValidationRun();

        int validate(OtlpTarget.Kind kind) throws InterruptedException {
            var target = new OtlpTarget(kind, endpoint, Secret.of(token));
            Conditions conditions = run.conditions();
            return run.run(() -> new OtlpValidator(target, conditions, surroundings()).validate());
        }
    }

    /// `genops validate destination`.
    @Command(
            name = "destination",
            description = "Check a destination of the configuration with its own settings, delivering nothing.",
            mixinStandardHelpOptions = true)
    static final class OfDestination implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "The destination's id.")
        String id = "";

        @Mixin
        ServerMixin server = new ServerMixin();

        @Mixin
        ValidationRun run = new ValidationRun();

        @Override
        public Integer call() throws InterruptedException {
            Conditions conditions = run.conditions();
            return run.run(() -> DestinationProbe.of(id, server.options(), System::getenv, conditions, surroundings())
                    .validate());
        }
    }
}
