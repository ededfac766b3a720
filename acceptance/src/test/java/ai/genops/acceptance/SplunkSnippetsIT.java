package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.observability.validate.Conditions;
import ai.genops.observability.validate.Secret;
import ai.genops.observability.validate.SplunkTarget;
import ai.genops.observability.validate.SplunkValidator;
import ai.genops.observability.validate.Surroundings;
import ai.genops.observability.validate.Trust;
import ai.genops.observability.validate.Validation;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.GenOpsTelemetry;
import ai.genops.sdk.Operation;
import ai.genops.splunk.SplunkGenOps;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What programs that send to a Splunk say in Python, in Java, against this server's HEC, found by the searches that
/// stand beside it.
@TestInstance(Lifecycle.PER_CLASS)
class SplunkSnippetsIT {
    private SnippetServer server;
    private String hec;
    private String hecToken;
    private Path folder;

    record Response(long inputTokens, long outputTokens) {}

    record Safety(boolean isSafe, String reason, double confidence) {}

    record TeamBudget(double limit, double used, double remaining, double utilization) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = new SnippetServer(folder);
        hec = server.hec;
        hecToken = server.hecToken;
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private JsonNode found(GenOps genops, String operation) throws Exception {
        genops.operation(operation).start().close();
        genops.close();
        assertThat(genops.problems().counts()).doesNotContainKey(ai.genops.sdk.problem.Problems.Kind.EXPORT);
        return server.rows("index=genops_ai genops.operation.name=" + operation
                        + " | table genops.team genops.project sourcetype host genops.environment")
                .get(0);
    }

    @Test
    void aBasicConfiguration() throws Exception {
        // snippet splunk-basic
        GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .exporter("otlp")
                .endpoint(hec + "/services/collector/raw")
                .header("Authorization", "Splunk " + hecToken)
                .header("X-Splunk-Request-Channel", "") // empty is none: the SDK has one of its own
                .team("ai-platform")
                .project("production"));
        // end
        assertThat(found(genops, "basic").get(0).asText()).isEqualTo("ai-platform");
    }

    @Test
    void aConfigurationFromTheEnvironment() throws Exception {
        server.run(
                FromEnvironment.class,
                Map.of(
                        "SPLUNK_HEC_ENDPOINT", hec,
                        "SPLUNK_HEC_TOKEN", hecToken,
                        "SPLUNK_INDEX", "genops_ai",
                        "OTEL_SERVICE_NAME", "my-ai-service",
                        "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=production,service.version=7"));
        String spl = "index=genops_ai service.version=7 | table genops.environment genops.cost.total";
        assertThat(server.rows(spl).get(0).toString()).isEqualTo("[\"production\",0.0195]");
    }

    @Test
    void anAdvancedConfiguration() throws Exception {
        String channel = "33333333-2222-4333-8444-555555555555";
        // snippet splunk-advanced
        GenOps genops = GenOps.init(c -> c.serviceName("my-ai-service")
                .exporter("otlp")
                .endpoint(hec + "/services/collector/raw")
                .header("Authorization", "Splunk " + hecToken)
                .header("X-Splunk-Request-Channel", channel) // a GUID, if the token acknowledges
                .resource(Map.of(
                        "service.version", "1.0.0",
                        "deployment.environment", "production",
                        "splunk.index", "genops_ai",
                        "splunk.sourcetype", "genops:telemetry",
                        "host", "ai-app-server-01"))
                .team("ai-platform")
                .project("customer-support")
                .costCenter("engineering"));
        // end
        assertThat(found(genops, "advanced").toString())
                .isEqualTo(
                        "[\"ai-platform\",\"customer-support\",\"genops:telemetry\",\"ai-app-server-01\",\"production\"]");
    }

    @Test
    void theIntegrationClass() throws Exception {
        // snippet splunk-class
        SplunkGenOps splunk = SplunkGenOps.create(c -> c.endpoint(hec)
                .token(hecToken)
                .index("genops_ai")
                .sourcetype("genops:telemetry")
                .serviceName("my-ai-service")
                .environment("production")
                .telemetry(t -> t.team("ai-platform").project("customer-support")));
        GenOps genops = splunk.genops();
        // end
        assertThat(found(genops, "integrated").get(2).asText()).isEqualTo("genops:telemetry");
        Path dashboards = folder;
        // snippet splunk-dashboards
        Files.writeString(dashboards.resolve("cost_dashboard.xml"), splunk.costDashboard());
        Files.writeString(dashboards.resolve("compliance_dashboard.xml"), splunk.complianceDashboard());
        Files.writeString(dashboards.resolve("budget_dashboard.xml"), splunk.budgetDashboard());
        // end
        assertThat(dashboards.resolve("cost_dashboard.xml")).content().contains("index=genops_ai genops.cost.total=*");
        // snippet splunk-class-validation
        if (splunk.printValidation()) {
            System.out.println("Ready to send telemetry!");
        } else {
            System.out.println("Configuration needs fixes");
        }

        Validation result = splunk.validate();
        if (result.valid()) {
            System.out.println("Connected to HEC version: " + result.hecVersion());
        }
        // end
        assertThat(result.valid()).as(result.text()).isTrue();
        splunk.close();
    }

    @Test
    void aDemonstrationIsFoundByItsSearches() throws Exception {
        try (SplunkGenOps splunk = SplunkGenOps.create(c -> c.endpoint(hec).token(hecToken))) {
            // snippet splunk-demonstration
            splunk.demonstrate();
            // end
            var demonstration = splunk.demonstrate();
            assertThat(demonstration.delivered()).isTrue();
            for (var sample : demonstration.sent()) {
                server.rows(sample.search());
            }
        }
        var table =
                server.rows("index=genops_ai earliest=-5m | table _time genops.cost.* genops.policy.* genops.budget.*"
                        + " | head 10");
        assertThat(table.size()).isPositive();
    }

    @Test
    void costTracking() throws Exception {
        GenOps genops = splunk("customer-support", "chat-assistant");
        Response response = new Response(150, 300);
        // snippet track-cost
        try (Operation op = genops.operation("ai.chat.completion")
                .customerId("enterprise-abc")
                .feature("support-chat")
                .start()) {
            // call the model
            op.recordCost(c -> c.provider("openai")
                    .model("gpt-4")
                    .inputTokens(response.inputTokens())
                    .outputTokens(response.outputTokens())
                    .total("0.0195"));
        }
        // end
        genops.close();
        String spl = "index=genops_ai genops.cost.total=* genops.team=customer-support genops.project=chat-assistant"
                + " NOT demonstration=true | stats sum(genops.cost.total) by genops.customer_id";
        assertThat(server.rows(spl).toString()).isEqualTo("[[\"enterprise-abc\",0.0195]]");
    }

    @Test
    void anySpanOfYours() throws Exception {
        GenOps genops = splunk("t", "spans");
        Span span = genops.openTelemetry().getTracer("mine").spanBuilder("mine").startSpan();
        // snippet any-span-python
        GenOpsTelemetry.recordCost(
                span, c -> c.provider("openai").model("gpt-4").total("0.0195"));
        // end
        span.end();
        genops.close();
        assertThat(server.rows("index=genops_ai name=mine | table genops.cost.total")
                        .toString())
                .isEqualTo("[[0.0195]]");
    }

    @Test
    void policyCompliance() throws Exception {
        GenOps genops = splunk("trust", "content-moderation");
        Safety safety = new Safety(false, "Harmful content detected", 0.95);
        // snippet record-policy
        try (Operation op = genops.operation("ai.content.moderation")
                .customerId("user-123")
                .dataClassification("UGC")
                .start()) {
            op.recordPolicy(p -> p.name("content_safety")
                    .result(safety.isSafe() ? "allowed" : "blocked")
                    .reason(safety.reason())
                    .metadata("confidence", safety.confidence()));
        }
        // end
        genops.close();
        var row = server.rows("index=genops_ai genops.policy.result=\"blocked\" | stats count by genops.policy.name")
                .get(0);
        assertThat(row.get(0).asText()).isEqualTo("content_safety");
    }

    @Test
    void budgetEnforcement() throws Exception {
        GenOps genops = splunk("ai-research", "ai-api");
        TeamBudget budget = new TeamBudget(100, 92.5, 7.5, 92.5);
        assertThatThrownBy(() -> {
                    // snippet record-budget
                    try (Operation op = genops.operation("ai.budget.check")
                            .team("ai-research")
                            .start()) {
                        op.recordBudget(b -> b.name("team-daily-budget")
                                .limit(budget.limit())
                                .used(budget.used())
                                .remaining(budget.remaining())
                                .metadata("utilization_percent", budget.utilization()));
                        if (budget.utilization() > 90) {
                            throw new IllegalStateException("Team budget over 90% utilized");
                        }
                    }
                    // end
                })
                .hasMessageContaining("over 90%");
        genops.close();
        String spl = "index=genops_ai genops.budget.utilization=* genops.project=ai-api"
                + " | where genops.budget.utilization > 90"
                + " | table genops.budget.name genops.budget.utilization genops.team";
        assertThat(server.rows(spl).get(0).toString()).isEqualTo("[\"team-daily-budget\",92.5,\"ai-research\"]");
    }

    private GenOps splunk(String team, String project) {
        return GenOps.init(c -> c.splunk(hec)
                .bearer(hecToken)
                .resource("splunk.index", "genops_ai")
                .team(team)
                .project(project)
                .environment("production"));
    }

    @Test
    void validation() {
        // snippet validate
        var around = new Surroundings(
                System::getenv, InstantSource.system(), new SecureRandom(), SplunkGenOps.class.getClassLoader());
        SplunkTarget target =
                SplunkTarget.OF_ENVIRONMENT.at(hec, Secret.of(hecToken)).into("genops_ai");
        Validation result = new SplunkValidator(target, Conditions.USUAL, around).validate();
        System.out.print(result.text());
        // end
        assertThat(result.valid()).as(result.text()).isTrue();
        // snippet validate-tests
        assertThat(result.connectivity()).as("HEC endpoint is accessible").isTrue();
        assertThat(result.indexAccessible())
                .as("the token may write to the index")
                .isTrue();
        assertThat(new SplunkValidator(target, Conditions.USUAL.withoutConnection(), around)
                        .validate()
                        .errors())
                .isEmpty();
        // end
        // snippet validate-unverified
        Conditions unverified = Conditions.USUAL.trusting(new Trust(false, null)); // for development only
        // end
        assertThat(new SplunkValidator(target, unverified, around).validate().valid())
                .isTrue();
    }
}
