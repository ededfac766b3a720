package ai.genops.server.probe;

import ai.genops.destination.aws.SecretsManagerStore;
import ai.genops.destination.s3.BucketProbe;
import ai.genops.observability.validate.Check;
import ai.genops.observability.validate.Conditions;
import ai.genops.observability.validate.EndpointValidator;
import ai.genops.observability.validate.Question;
import ai.genops.observability.validate.Surroundings;
import ai.genops.observability.validate.Trust;
import ai.genops.observability.validate.Validation;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.server.ServerOptions;
import ai.genops.server.UserException;
import java.nio.file.Path;
import java.util.List;

/// Validates a destination by its own block: address, certificates and credentials are the ones it delivers with.
public final class DestinationProbe {
    private final String id;
    private final Section block;
    private final String type;
    private final Conditions conditions;
    private final Surroundings surroundings;

    /// Finds the destination's block in the configuration.
    ///
    /// @param conditions what they say of trust holds if the block says nothing of its own
    /// @throws UserException if there is no such destination, or its file cannot be read
    public static DestinationProbe of(
            String id, ServerOptions options, Secrets.Lookup environment, Conditions conditions, Surroundings around) {
        var problems = new Problems();
        var secrets = new Secrets(environment).with(new SecretsManagerStore(environment));
        var folder = new ConfigFolder(options.config(), Overrides.of(options.settings(), problems), problems, secrets);
        var blocks = folder.blocks("destinations");
        Section block = blocks.get(id);
        if (block == null && problems.hasErrors()) {
            throw new UserException(problems.errors().getFirst().toString());
        }
        if (block == null) {
            throw new UserException("there is no destination `" + id + "` in " + options.config() + "; "
                    + Names.didYouMean(id, blocks.keySet()) + " There are: " + String.join(", ", blocks.keySet()));
        }
        return new DestinationProbe(id, block, conditions, around);
    }

    private DestinationProbe(String id, Section block, Conditions conditions, Surroundings surroundings) {
        this.id = id;
        this.block = block;
        this.surroundings = surroundings;
        type = block.text("type");
        boolean verify = block.flag("verify_tls", true);
        String ca = block.text("ca_file", "");
        boolean own = !verify || !ca.isEmpty();
        this.conditions = own ? conditions.trusting(new Trust(verify, ca.isEmpty() ? null : Path.of(ca))) : conditions;
    }

    /// Makes every check that changes nothing at the other side.
    public Validation validate() {
        var access = new Access(block);
        return switch (type) {
            case "datadog_metrics" ->
                ask(access.address("endpoint", "https://api.datadoghq.com"), access, Questions.datadog(access));
            case "splunk_hec" -> ask(access.address("endpoint", ""), access, Questions.splunk(access));
            case "elasticsearch" -> ask(access.address("endpoint", ""), access, Questions.elasticsearch(access));
            case "prometheus_remote_write" -> ask(access.address("url", ""), access, Questions.prometheus(access));
            case "otlp" -> ask(access.address("endpoint", ""), access, Questions.otlp(access));
            case "slack", "webhook" -> ask(access.address("url", ""), access, List.of());
            case "pagerduty" -> {
                access.secret("routing_key");
                yield ask(access.address("endpoint", "https://events.pagerduty.com"), access, List.of());
            }
            case "snowflake" -> snowflake(access);
            case "email" -> email(access);
            case "kafka" -> kafka(access);
            case "s3" -> bucket();
            default -> here();
        };
    }

    private Validation ask(String address, Access access, List<Question> questions) {
        var validator = begin(access);
        if (!access.missing().isEmpty()) {
            return validator.result(id);
        }
        validator.ask(Access.host(address), questions);
        if (questions.isEmpty()) {
            validator.with(Check.unchecked("token", "it shows only when a message is sent, which people would get"));
        }
        return validator.result(id);
    }

    private Validation snowflake(Access access) {
        String account = access.secret("account");
        access.secret("private_key");
        String usual = "https://" + account + ".snowflakecomputing.com";
        return ask(block.has("url") ? access.address("url", "") : usual, access, List.of());
    }

    private Validation email(Access access) {
        String host = access.secret("host");
        int port = block.integer("port", block.text("tls", "starttls").equals("tls") ? 465 : 587, 1, 65_535);
        var validator = begin(access);
        return access.missing().isEmpty() ? connected(validator.connect(host, port)) : validator.result(id);
    }

    /// The first broker that is named; the others are found through it.
    private Validation kafka(Access access) {
        String first = access.secret("brokers").replaceFirst(",.*", "").strip();
        var validator = begin(access);
        if (!access.missing().isEmpty()) {
            return validator.result(id);
        }
        int colon = first.lastIndexOf(':');
        boolean port = colon > 0 && first.substring(colon + 1).matches("[0-9]{1,5}");
        if (!port) {
            return validator
                    .with(Check.failed("url", "`brokers` is no list of host:port", "", "Write host:9092"))
                    .result(id);
        }
        return connected(validator.connect(first.substring(0, colon), Integer.parseInt(first.substring(colon + 1))));
    }

    private Validation connected(EndpointValidator validator) {
        return validator
                .with(Check.unchecked("token", "it shows only when something is delivered"))
                .result(id);
    }

    private Validation bucket() {
        var access = new Access(block);
        access.missing(BucketProbe.missing(block));
        var validator = begin(access);
        if (!access.missing().isEmpty()) {
            return validator.result(id);
        }
        if (!conditions.connect()) {
            return validator
                    .with(Check.unchecked("bucket", "left out: no connection was wanted"))
                    .result(id);
        }
        String problem = BucketProbe.problem(block);
        Check bucket = problem.isEmpty()
                ? Check.passed("bucket", "it is there for these credentials, as it is configured")
                : Check.failed(
                        "bucket",
                        problem,
                        "The bucket's name, its region, or the permissions of these credentials",
                        "Ask by hand: aws s3api head-bucket --bucket NAME",
                        "Permit s3:ListBucket, s3:PutObject, and what `object_lock` and `versioning` need");
        return validator
                .with(bucket)
                .with(Check.unchecked("delivery", "whether objects may be written shows only when one is"))
                .result(id);
    }

    private Validation here() {
        var validator = new EndpointValidator(conditions, surroundings, List.of());
        String why = "a destination of type `" + type + "` is on this machine; see `genops check` and `genops status`";
        return validator.with(Check.unchecked("reachability", why)).result(id);
    }

    private EndpointValidator begin(Access access) {
        var validator = new EndpointValidator(conditions, surroundings, access.hidden());
        if (access.missing().isEmpty()) {
            return validator.with(Check.passed("environment", "everything that the block names is there"));
        }
        for (String missing : access.missing()) {
            validator.with(Check.failed(
                    "environment",
                    "not configured: " + missing,
                    "The destination's block names something that is not there",
                    "Set it, and `genops reload`; until then the destination takes nothing"));
        }
        return validator;
    }
}
