package ai.genops.spring;

import ai.genops.sdk.config.GenOpsConfig;

/** A bean that says in code what properties do not say, or say otherwise: code goes before properties. */
@FunctionalInterface
public interface GenOpsCustomizer {
    void customize(GenOpsConfig config);
}
