package ai.genops.sdk.attribution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every way to say who work is for; settings, context and operations all have it. Null says nothing; an empty value or a
 * placeholder is not taken and counted. What was said at an outer level stays then. Never throws. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class AttributionBuilder<B extends AttributionBuilder<B>> {
    private Attribution said = Attribution.NONE;
    private List<String> refused = List.of();

    protected abstract B self();

    public B team(@Nullable String value) {
        return set(Tag.TEAM, value);
    }

    public B project(@Nullable String value) {
        return set(Tag.PROJECT, value);
    }

    public B environment(@Nullable String value) {
        return set(Tag.ENVIRONMENT, value);
    }

    public B costCenter(@Nullable String value) {
        return set(Tag.COST_CENTER, value);
    }

    public B feature(@Nullable String value) {
        return set(Tag.FEATURE, value);
    }

    public B customerId(@Nullable String value) {
        return set(Tag.CUSTOMER_ID, value);
    }

    public B customerTier(@Nullable String value) {
        return set(Tag.CUSTOMER_TIER, value);
    }

    public B userId(@Nullable String value) {
        return set(Tag.USER_ID, value);
    }

    public B sessionId(@Nullable String value) {
        return set(Tag.SESSION_ID, value);
    }

    public B requestId(@Nullable String value) {
        return set(Tag.REQUEST_ID, value);
    }

    public B dataClassification(@Nullable String value) {
        return set(Tag.DATA_CLASSIFICATION, value);
    }

    public B complianceFramework(@Nullable String value) {
        return set(Tag.COMPLIANCE_FRAMEWORK, value);
    }

    /** Any tag by its name, for example `tag("business_unit", "emea")`; see {@link Tag#named}. */
    public B tag(@Nullable String name, @Nullable String value) {
        Tag tag = name == null ? null : Tag.named(name);
        if (tag == null) {
            return refuse("tag `" + name + "`: not the name of a tag; use lower case letters, digits and _");
        }
        return set(tag, value);
    }

    /** What was said and can be used. */
    public Attribution attribution() {
        return said;
    }

    /** What was said and cannot be used, as sentences. */
    public List<String> refused() {
        return refused;
    }

    private B set(Tag tag, @Nullable String value) {
        if (value == null) {
            return self();
        }
        String fault = TagValue.fault(value);
        if (fault != null) {
            return refuse("`" + tag.name() + "` " + fault);
        }
        said = said.with(tag, value.strip());
        return self();
    }

    private B refuse(String why) {
        refused = refused.isEmpty() ? new ArrayList<>() : refused;
        refused.add(why);
        return self();
    }
}
