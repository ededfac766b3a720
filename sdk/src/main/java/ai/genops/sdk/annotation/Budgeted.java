package ai.genops.sdk.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a call of the method may cost is reserved in every budget that covers it before it runs. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Budgeted {
    /** In US dollars, for example `0.05`. Wrapping fails if it is no amount. */
    String estimate();
}
