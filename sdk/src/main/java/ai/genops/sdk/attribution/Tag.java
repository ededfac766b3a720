package ai.genops.sdk.attribution;

import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing attribution says, such as the team.
 *
 * @param name as rules and settings write it, for example `customer_id`
 * @param keys the attributes that carry it: the canonical one, then others that existing searches and pipelines read
 * @param isPersonal whether it may identify a person: then it never enters baggage, and its value is never logged
 */
public record Tag(String name, List<AttributeKey<String>> keys, boolean isPersonal) {
    private static final Map<String, Tag> KNOWN = new LinkedHashMap<>();

    public static final Tag TEAM = known("team", false, "genops.team");
    public static final Tag PROJECT = known("project", false, "genops.project");
    public static final Tag ENVIRONMENT = known("environment", false, "genops.environment");
    public static final Tag COST_CENTER = known("cost_center", false, "genops.cost_center");
    public static final Tag FEATURE = known("feature", false, "genops.feature");
    public static final Tag CUSTOMER_ID = known("customer_id", true, "genops.customer_id");
    public static final Tag CUSTOMER_TIER = known("customer_tier", false, "genops.customer_tier");
    public static final Tag USER_ID = known("user_id", true, "genops.user_id", "genops.user.id");
    public static final Tag SESSION_ID = known("session_id", true, "genops.session_id");
    public static final Tag REQUEST_ID = known("request_id", true, "genops.request.id");
    public static final Tag DATA_CLASSIFICATION =
            known("data_classification", false, "genops.data.classification", "genops.compliance.data_classification");
    public static final Tag COMPLIANCE_FRAMEWORK = known(
            "compliance_framework",
            false,
            "genops.compliance.framework",
            "genops.policy.metadata.compliance_framework");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,62}");

    /** First words of names that belong to what the SDK records by itself. */
    private static final Set<String> TAKEN = Set.of(
            "cost",
            "tokens",
            "operation",
            "policy",
            "eval",
            "budget",
            "accounting",
            "spec",
            "sla",
            "data",
            "tag",
            "compliance",
            "request");

    /** A tag is its name: all else follows from that. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Tag that && name.equals(that.name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    private static Tag known(String name, boolean personal, String... keys) {
        List<AttributeKey<String>> all = new ArrayList<>();
        for (String key : keys) {
            all.add(AttributeKey.stringKey(key));
        }
        Tag tag = new Tag(name, List.copyOf(all), personal);
        KNOWN.put(name, tag);
        return tag;
    }

    /**
     * The tag of that name; a leading `genops.` and the case do not matter.
     *
     * @return null if it cannot be the name of a tag: lower case letters, digits, `_` and `.`, at most 63, and no first
     *     word that the SDK uses itself, such as `cost.`
     */
    public static @Nullable Tag named(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        name = name.startsWith("genops.") ? name.substring("genops.".length()) : name;
        Tag known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        int dot = name.indexOf('.');
        boolean taken = TAKEN.contains(dot < 0 ? name : name.substring(0, dot));
        return taken || !NAME.matcher(name).matches()
                ? null
                : new Tag(name, List.of(AttributeKey.stringKey("genops." + name)), true);
    }
}
