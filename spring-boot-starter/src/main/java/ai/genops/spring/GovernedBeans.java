package ai.genops.spring;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.GovernedMethod;
import ai.genops.sdk.config.ConfigurationException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.util.ReflectionUtils;

/**
 * Stands before every bean that has a method with one of the SDK's annotations, on its class or on an interface of it,
 * outside of what else stands before it: a call that is tried again is one operation.
 */
final class GovernedBeans extends AbstractBeanFactoryAwareAdvisingPostProcessor {
    private static final long serialVersionUID = 1;

    private final transient Supplier<GenOps> genops;

    GovernedBeans(Supplier<GenOps> genops) {
        this.genops = genops;
        setProxyTargetClass(true);
        setBeforeExistingAdvisors(true);
        advisor = new DefaultPointcutAdvisor(new Annotated(), new GovernedInvocation(genops));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Object governed = super.postProcessAfterInitialization(bean, beanName);
        Class<?> type = AopUtils.getTargetClass(bean);
        if (isEligible(type)) {
            ReflectionUtils.doWithMethods(type, method -> check(type, method), ReflectionUtils.USER_DECLARED_METHODS);
        }
        return governed;
    }

    /** What an annotation says wrongly is told when the application starts, not when it is called. */
    private void check(Class<?> type, Method method) {
        if (GovernedMethod.isAnnotated(type, method)) {
            try {
                GovernedMethod.of(genops.get(), type, method);
            } catch (ConfigurationException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
            }
        }
    }

    private static final class Annotated extends StaticMethodMatcherPointcut {
        @Override
        public boolean matches(Method method, Class<?> type) {
            return GovernedMethod.isAnnotated(type, method);
        }
    }
}
