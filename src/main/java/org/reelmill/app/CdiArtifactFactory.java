package org.reelmill.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jberet.creation.AbstractArtifactFactory;

/**
 * Makes batch artifacts as CDI beans: the {@code ref} of a job definition is the name of a {@code @Named @Dependent}
 * class, which may inject anything.
 */
@ApplicationScoped
public class CdiArtifactFactory extends AbstractArtifactFactory {

    private final BeanManager beans;
    private final Map<Object, CreationalContext<?>> contexts = Collections.synchronizedMap(new IdentityHashMap<>());

    /** For CDI's proxy. */
    protected CdiArtifactFactory() {
        this(null);
    }

    @Inject
    public CdiArtifactFactory(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public Object create(String ref, Class<?> type, ClassLoader loader) {
        Bean<?> bean = findBean(ref, beans, loader);
        if (bean == null) {
            throw new IllegalArgumentException("No bean is named " + ref);
        }
        CreationalContext<?> context = beans.createCreationalContext(bean);
        Object artifact = beans.getReference(bean, bean.getBeanClass(), context);
        contexts.put(artifact, context);
        return artifact;
    }

    /** CDI ends the bean with all that was made for it; the super class would call its life cycle a second time. */
    @Override
    public void destroy(Object artifact) {
        CreationalContext<?> context = contexts.remove(artifact);
        if (context != null) {
            context.release();
        }
    }

    @Override
    public Class<?> getArtifactClass(String ref, ClassLoader loader) {
        Bean<?> bean = findBean(ref, beans, loader);
        return bean == null ? null : bean.getBeanClass();
    }
}
