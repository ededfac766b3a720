package ai.genops.sdk.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A call of the method is an operation. Empty says nothing: what defaults and context say counts. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TrackUsage {
    /** The operation's name; empty: `Interface.method`. */
    String value() default "";

    /** Its category; empty: `ai.inference`. */
    String type() default "";

    /** The provider, where the method is the call of one model. */
    String provider() default "";

    /** The model; then the method's cost is reserved for, and the usage it tells is priced. */
    String model() default "";

    String team() default "";

    String project() default "";

    String feature() default "";
}
