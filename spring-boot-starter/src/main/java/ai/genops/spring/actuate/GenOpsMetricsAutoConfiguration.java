package ai.genops.spring.actuate;

import ai.genops.instrumentation.micrometer.GenOpsMetrics;
import ai.genops.sdk.GenOps;
import ai.genops.spring.GenOpsAutoConfiguration;
import ai.genops.spring.GenOpsCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Meters in the application's registry, where it has one. */
@AutoConfiguration(
        before = GenOpsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public class GenOpsMetricsAutoConfiguration {
    @Bean
    GenOpsMetrics genopsMetrics(MeterRegistry registry) {
        return GenOpsMetrics.on(registry);
    }

    @Bean
    GenOpsCustomizer genopsMetricsCustomizer(GenOpsMetrics metrics) {
        return config -> config.onEnd(metrics);
    }

    /** When all beans are there, because gauges are of the GenOps that has them. */
    @Bean
    SmartInitializingSingleton genopsGauges(GenOpsMetrics metrics, GenOps genops) {
        return () -> metrics.bind(genops);
    }
}
