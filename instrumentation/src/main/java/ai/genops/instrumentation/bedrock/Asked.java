package ai.genops.instrumentation.bedrock;

import ai.genops.sdk.govern.ModelCall;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What requests of one client have in common.
 *
 * @param region whose prices hold
 * @param models behind identifiers that do not tell
 */
record Asked(String provider, String region, Map<String, String> models) {
    /** The ARNs that end in the name of a model or of an inference profile by it, and so in what catalogues have. */
    private static final Pattern NAMING_ARN =
            Pattern.compile("arn:aws[a-z-]*:bedrock:([a-z0-9-]*):[0-9]*:(?:foundation-model|inference-profile)/(.+)");

    /** What is known before it runs. A token has at least one byte, so the bytes of what is asked bound its tokens. */
    ModelCall call(
            String operation, String modelId, @Nullable String tier, String prompt, long bytes, long mostOutput) {
        Matcher arn = NAMING_ARN.matcher(modelId);
        String regionOfArn = arn.matches() ? arn.group(1) : "";
        return new ModelCall(
                operation,
                provider,
                model(modelId),
                regionOfArn.isEmpty() ? region : regionOfArn,
                tier,
                prompt,
                bytes,
                mostOutput,
                null,
                Set.of());
    }

    /** The model's name, as catalogues have it; an identifier that does not tell it stays as it is. */
    String model(String modelId) {
        String said = models.get(modelId);
        Matcher arn = NAMING_ARN.matcher(modelId);
        return said != null ? said : arn.matches() ? arn.group(2) : modelId;
    }
}
