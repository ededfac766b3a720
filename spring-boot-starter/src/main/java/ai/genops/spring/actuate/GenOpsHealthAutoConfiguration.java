package ai.genops.spring.actuate;

import ai.genops.sdk.GenOps;
import ai.genops.spring.GenOpsAutoConfiguration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** {@code genops} among the health of the application, where it has health. */
@AutoConfiguration(after = GenOpsAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(GenOps.class)
public class GenOpsHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "genopsHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("genops")
    HealthIndicator genopsHealthIndicator(GenOps genops) {
        return new GenOpsHealth(genops, InstantSource.system());
    }
}
