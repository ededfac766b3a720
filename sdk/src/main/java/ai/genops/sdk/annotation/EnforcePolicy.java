package ai.genops.sdk.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Policies are asked before a call of the method runs; a text that it returns is shown to them before it is returned. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EnforcePolicy {
    /** Their names; none: all there are. Wrapping fails if there is none of a name. */
    String[] value() default {};
}
