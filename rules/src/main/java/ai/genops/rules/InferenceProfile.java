package ai.genops.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Bedrock's inference profiles, which send a call to other regions of a geography, or to all, and put that before a
 * model's name (AWS, "Supported Regions and models for inference profiles"). One without a price of its own has that of its
 * model: the price is that of the region from which it is called (AWS, "Increase throughput with cross-Region inference").
 */
final class InferenceProfile {
    private static final Pattern NAME = Pattern.compile("(?:us|us-gov|eu|apac|au|jp|ca|global)\\.([a-z0-9]+\\..+)");

    private InferenceProfile() {}

    /** The model behind a name in lower case; null if that is no profile's. */
    static @Nullable String modelOf(String name) {
        Matcher profile = NAME.matcher(name);
        return profile.matches() ? profile.group(1) : null;
    }
}
