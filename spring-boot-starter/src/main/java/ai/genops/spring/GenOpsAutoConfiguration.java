package ai.genops.spring;

import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.price.Catalogue;
import ai.genops.sdk.GenOps;
import ai.genops.sdk.attribution.TagRule;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * One {@link GenOps} for the application, closed with it, and its annotations on beans. Beans of the types that are asked
 * for here are taken; properties are those of docs/sdk.md, with {@code genops.policies} and {@code genops.budgets}.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        })
public class GenOpsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    GenOps genops(
            ConfigurableEnvironment environment,
            ObjectProvider<OpenTelemetry> openTelemetry,
            ObjectProvider<Catalogue> prices,
            ObjectProvider<Policy> policies,
            ObjectProvider<BudgetRule> budgets,
            ObjectProvider<TagRule> tagRules,
            ObjectProvider<GenOpsCustomizer> customizers) {
        return new GenOpsFactory(environment, openTelemetry::getIfAvailable).make(config -> {
            prices.orderedStream().forEach(config::prices);
            policies.orderedStream().forEach(config::policy);
            budgets.orderedStream().forEach(config::budget);
            tagRules.orderedStream().forEach(config::tagRule);
            customizers.orderedStream().forEach(customizer -> customizer.customize(config));
        });
    }

    /** Static, so that making it makes nothing else. */
    @Bean
    static GovernedBeans genopsGovernedBeans(ObjectProvider<GenOps> genops) {
        return new GovernedBeans(genops::getObject);
    }
}
