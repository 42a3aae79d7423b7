package org.reelmill.simulation;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.not;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.SynchronizationState;
import net.bytebuddy.dynamic.Transformer;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.FieldValue;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;

/**
 * The beans of one node, made as a container makes them, but in a moment: by their constructors, with proxies that begin
 * and end transactions. Each bean is there once.
 */
final class Wiring {

    /** The class of a bean's proxy, which is the same for all nodes. */
    private static final Map<Class<?>, Class<?>> PROXIES = new ConcurrentHashMap<>();

    private final Transactions transactions;
    private final Function<Type, Optional<Object>> given;
    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final Monitors monitors;

    /**
     * The monitors of beans, in virtual time: an actor that stands still in one would keep the threads of others waiting in
     * true time.
     */
    static final class Monitors {

        private final World world;
        private final Map<Class<?>, Thread> holders = new HashMap<>();

        Monitors(World world) {
            this.world = world;
        }

        Object hold(Class<?> bean, Transactions.Body body) throws Throwable {
            Thread self = Thread.currentThread();
            if (!world.isActing() || holders.get(bean) == self) {
                return body.run();
            }
            while (holders.containsKey(bean)) {
                world.pause(Duration.ofMillis(5));
            }
            holders.put(bean, self);
            try {
                return body.run();
            } finally {
                holders.remove(bean);
            }
        }
    }

    /** @param given what is no bean of ours: ports and what a server provides, by the type of the injection point */
    Wiring(Transactions transactions, Monitors monitors, Function<Type, Optional<Object>> given) {
        this.monitors = monitors;
        this.transactions = transactions;
        this.given = given;
    }

    /** The bean of this type; what it calls on itself runs without a proxy, as in a container. */
    <T> T get(Class<T> type) {
        Object bean = beans.get(type);
        if (bean == null) {
            bean = make(type);
        }
        return type.cast(bean);
    }

    /** Found in the thread that asks, so that a bean may get the proxy of one that is being made. */
    private Object make(Class<?> type) {
        try {
            Constructor<?> proxies = proxyClass(type).getDeclaredConstructor();
            proxies.setAccessible(true);
            Object proxy = proxies.newInstance();
            beans.put(type, proxy);
            Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                    .filter(candidate ->
                            candidate.isAnnotationPresent(Inject.class) || candidate.getParameterCount() == 0)
                    .max((one, other) -> one.getParameterCount() - other.getParameterCount())
                    .orElseThrow();
            constructor.setAccessible(true);
            Object target = constructor.newInstance(Arrays.stream(constructor.getGenericParameterTypes())
                    .map(this::resolve)
                    .toArray());
            for (Field field : type.getDeclaredFields()) {
                if (isInjected(field)) {
                    field.setAccessible(true);
                    field.set(target, resolve(field.getGenericType()));
                }
            }
            Field call = proxy.getClass().getDeclaredField("call");
            call.setAccessible(true);
            call.set(proxy, (Call) (method, arguments) -> call(type, target, method, arguments));
            return proxy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    private static boolean isInjected(Field field) {
        return field.isAnnotationPresent(Inject.class)
                || field.isAnnotationPresent(PersistenceContext.class)
                || field.isAnnotationPresent(Resource.class);
    }

    private Object resolve(Type type) {
        return given.apply(type).orElseGet(() -> {
            if (type instanceof ParameterizedType generic && generic.getRawType() == Instance.class) {
                return instance(generic.getActualTypeArguments()[0]);
            }
            return get((Class<?>) type);
        });
    }

    private Instance<?> instance(Type type) {
        return (Instance<?>) Proxy.newProxyInstance(
                Wiring.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> {
                    List<Object> all = List.of(resolve(type));
                    return switch (method.getName()) {
                        case "get" -> all.get(0);
                        case "iterator" -> all.iterator();
                        case "stream" -> all.stream();
                        case "forEach" -> {
                            @SuppressWarnings("unchecked")
                            java.util.function.Consumer<Object> consumer =
                                    (java.util.function.Consumer<Object>) arguments[0];
                            for (Iterator<Object> each = all.iterator(); each.hasNext(); ) {
                                consumer.accept(each.next());
                            }
                            yield null;
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    };
                });
    }

    private Object call(Class<?> type, Object target, Method method, Object... arguments) throws Throwable {
        Optional<Transactional.TxType> transaction =
                transactional(method).or(() -> transactional(type)).map(Transactional::value);
        method.setAccessible(true);
        Transactions.Body body = () -> invoke(target, method, arguments);
        Transactions.Body alone =
                Modifier.isSynchronized(method.getModifiers()) ? () -> monitors.hold(type, body) : body;
        return transaction.isEmpty() ? alone.run() : transactions.call(transaction.get(), alone);
    }

    private static Optional<Transactional> transactional(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Transactional.class));
    }

    private static Object invoke(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a proxy does with a call. Public, because proxies are in the packages of their beans. */
    @FunctionalInterface
    public interface Call {
        Object on(Method method, Object... arguments) throws Throwable;
    }

    /** Where all methods of a proxy lead. Public for the same reason. */
    public static final class Gate {

        private Gate() {}

        @RuntimeType
        public static Object pass(
                @Origin Method method, @AllArguments Object[] arguments, @FieldValue("call") Call call)
                throws Throwable {
            return call.on(method, arguments);
        }
    }

    private static Class<?> proxyClass(Class<?> type) {
        return PROXIES.computeIfAbsent(type, Wiring::makeProxyClass);
    }

    private static Class<?> makeProxyClass(Class<?> type) {
        try {
            return new ByteBuddy()
                    .subclass(type)
                    .name(type.getName() + "_Proxy")
                    .defineField("call", Call.class, Modifier.PUBLIC)
                    .method(not(isPrivate()).and(not(isStatic())).and(not(isDeclaredBy(Object.class))))
                    .intercept(MethodDelegation.to(Gate.class))
                    // Monitors does that
                    .transform(Transformer.ForMethod.withModifiers(SynchronizationState.PLAIN))
                    .make()
                    .load(
                            type.getClassLoader(),
                            ClassLoadingStrategy.UsingLookup.of(
                                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())))
                    .getLoaded();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot make a proxy of " + type.getName(), e);
        }
    }
}
