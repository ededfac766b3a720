package ai.genops.spring.model;

import ai.genops.sdk.GenOps;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.PropertyResolver;

/**
 * Stands before every bean that is a model, or a client, and says whose it is, or of which `genops.model-providers.NAME` says it. A
 * model that asks others (a choice between two, one that tries again) says nothing, and stays as it is: those it asks are
 * governed. The bean keeps its class, unless that is final: then it is known by its interfaces.
 */
final class GovernedModels implements BeanPostProcessor, AopInfrastructureBean {
    static final String PROVIDERS = "genops.model-providers";
    /** Says of a bean that it is to be left. */
    static final String NONE = "none";

    static final String GOVERN = "genops.govern-models";

    private final Supplier<GenOps> genops;
    private final PropertyResolver properties;
    private final List<ModelKind<?>> kinds;

    GovernedModels(Supplier<GenOps> genops, PropertyResolver properties, ModelKind<?>... kinds) {
        this.genops = genops;
        this.properties = properties;
        this.kinds = List.of(kinds);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        List<ModelKind<?>> itsKinds =
                kinds.stream().filter(kind -> kind.type().isInstance(bean)).toList();
        String provider = itsKinds.isEmpty() ? null : provider(bean, beanName, itsKinds);
        if (provider == null || provider.equals(NONE)) {
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
        proxy.addAdvice(new ModelInvocation(itsKinds, kind -> kind.govern(genops.get(), provider, bean)));
        return proxy.getProxy(bean.getClass().getClassLoader());
    }

    private @Nullable String provider(Object bean, String beanName, List<ModelKind<?>> itsKinds) {
        String told = properties.getProperty(PROVIDERS + "." + beanName);
        return told != null
                ? told
                : itsKinds.stream()
                        .map(kind -> kind.providerOf(bean))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
