package ai.genops.spring;

import ai.genops.sdk.config.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the settings, without a stack trace. */
final class GenOpsFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, ConfigurationException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Change what is named above: in application.yaml under `genops`, in the environment, or in a bean.",
                cause);
    }
}
