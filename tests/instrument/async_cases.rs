// Included after `cases.rs`: futures, methods and traits.

#[instrument]
async fn async_nothing() {}

#[instrument]
async fn async_turns(a: u8, b: Point) -> u8 {
    turn().await;
    info!("between");
    turn().await;
    a
}

#[instrument(skip_all, fields(b, c = a + 1))]
pub(super) async fn async_fields(a: u8, b: u8) {
    turn().await;
    Span::current().record("b", b);
}

#[instrument(err)]
async fn async_failing(fails: bool) -> Result<u8, Fault> {
    turn().await;
    if fails { Err(Fault(1)) } else { Ok(1) }
}

#[instrument(ret)]
async fn async_returning(a: u8) -> u8 {
    turn().await;
    a
}

#[instrument(ret, err(Debug), level = "debug", name = "n", target = "t")]
async fn async_both(fails: bool) -> Result<u8, Fault> {
    if fails {
        turn().await;
        return Err(Fault(1));
    }
    Ok(1)
}

#[instrument]
pub(super) async fn async_pending(a: u8) {
    /// Says when it is dropped.
    struct Told;
    impl Drop for Told {
        fn drop(&mut self) {
            info!("dropped");
        }
    }
    let _told = Told;
    pending().await
}

#[instrument]
async fn async_outer(a: u8) -> u8 {
    async_turns(a, Point { x: 1, y: 2 }).await + returning(a)
}

#[instrument(follows_from = causes, parent = None, skip_all)]
async fn async_following(causes: Vec<Option<tracing::Id>>) {
    turn().await;
}

#[instrument(parent = parent.clone(), skip(parent))]
async fn async_child_of(parent: Span, a: u8) {
    turn().await;
}

#[instrument(level = "trace")]
async fn async_traced(mut a: u8) -> u8 {
    turn().await;
    a += 1;
    a
}

#[instrument]
fn boxed(a: u8) -> Pin<Box<dyn Future<Output = u8>>> {
    Box::pin(async move {
        turn().await;
        a
    })
}

#[instrument(err)]
fn opaque(fails: bool) -> impl Future<Output = Result<u8, Fault>> {
    async move {
        turn().await;
        if fails { Err(Fault(1)) } else { Ok(1) }
    }
}

#[derive(Debug, Clone)]
struct Service {
    id: u8,
}

impl Service {
    #[instrument]
    fn by_reference(&self, a: u8) -> u8 {
        self.id + a
    }

    #[instrument(skip(self), fields(id = self.id))]
    fn by_mut_reference(&mut self, a: u8) -> &mut u8 {
        self.id += a;
        &mut self.id
    }

    #[instrument(skip_all, err)]
    fn by_value(self, a: u8) -> Result<Self, Fault> {
        Ok(self)
    }

    #[instrument(fields(self.id = self.id))]
    async fn asynchronous(&self, a: u8) -> u8 {
        turn().await;
        self.id + a
    }

    #[instrument]
    fn associated(a: u8) -> Self {
        Self { id: a }
    }
}

trait Greeter: Debug {
    #[instrument]
    fn default_method(&self, a: u8) -> u8 {
        a
    }

    fn required(&self, a: u8) -> u8;
}

impl Greeter for Service {
    #[instrument(skip(self))]
    fn required(&self, a: u8) -> u8 {
        a
    }
}

#[async_trait::async_trait]
trait Dynamic: Debug + Send + Sync {
    async fn object_method(&self, a: u8, text: &str) -> Result<u8, Fault>;
}

#[async_trait::async_trait]
impl Dynamic for Service {
    #[instrument(skip(self), err)]
    async fn object_method(&self, a: u8, text: &str) -> Result<u8, Fault> {
        turn().await;
        Err(Fault(a))
    }
}
