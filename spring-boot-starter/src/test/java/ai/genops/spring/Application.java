package ai.genops.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Usage;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.Operation;
import ai.genops.sdk.annotation.Budgeted;
import ai.genops.sdk.annotation.EnforcePolicy;
import ai.genops.sdk.annotation.Prompt;
import ai.genops.sdk.annotation.Tagged;
import ai.genops.sdk.annotation.TrackUsage;
import ai.genops.sdk.record.Ended;
import ai.genops.spring.actuate.GenOpsHealthAutoConfiguration;
import ai.genops.spring.actuate.GenOpsMetricsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// An application with an annotated class, an annotated interface, prices and a registry of meters.
@Configuration(proxyBeanMethods = false)
class Application {
    /// What operations came to.
    static final class Seen extends CopyOnWriteArrayList<Ended> {
        private static final long serialVersionUID = 1;
    }

    /// Not sent anywhere.
    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        GenOpsAutoConfiguration.class,
                        GenOpsMetricsAutoConfiguration.class,
                        GenOpsHealthAutoConfiguration.class))
                .withPropertyValues(
                        "genops.exporter=none", "genops.team=t", "genops.project=p", "genops.environment=test");
    }

    static ApplicationContextRunner running() {
        return runner().withUserConfiguration(Application.class);
    }

    @Bean
    Seen seen() {
        return new Seen();
    }

    @Bean
    GenOpsCustomizer listening(Seen seen) {
        return config -> config.onEnd(seen::add);
    }

    @Bean
    Catalogue prices() throws IOException {
        String csv = """
                provider,model,input_cost_per_1k,output_cost_per_1k
                openai,gpt-4o,0.0025,0.01
                openai,text-embedding-3-small,0.00002,0
                anthropic,claude-sonnet-4-5,0.003,0.015
                """;
        return PriceTable.read("prices.csv", csv.getBytes(UTF_8));
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Assistant assistant() {
        return new Assistant();
    }

    @Bean
    Summary summary() {
        return text -> CompletableFuture.completedFuture(text);
    }

    static class Assistant {
        @TrackUsage(value = "ai.chat", provider = "openai", model = "gpt-4o")
        @EnforcePolicy
        @Budgeted(estimate = "0.02")
        public String answer(@Prompt String question, @Tagged("customer_id") String customer) {
            Objects.requireNonNull(Operation.in(Context.current())).recordUsage(Usage.of(1200, 900));
            return question;
        }
    }

    interface Summary {
        @TrackUsage("ai.summary")
        CompletableFuture<String> of(String text);
    }

    static class Streaming {
        @TrackUsage
        public java.util.concurrent.Flow.Publisher<String> stream() {
            throw new AssertionError("it ran");
        }
    }

    static class Misnamed {
        @EnforcePolicy("missing")
        public void run() {}
    }
}
