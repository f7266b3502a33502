"""A randomised sweep of intervals and scores of one and two proportions, extreme tables, sizes and levels included, by mpmath.

Run: python3 sweep.py; writes sweep.json. Tails are sums of the mass function, limits are halved or found by secants on the defining
equation at 50 digits or 100. Blaker's limits are scanned from the Clopper-Pearson limit in steps of 1 / (400 n) and halved within the first
accepted step.
"""
import json, os, random, sys
import mpmath as mp, scipy, scipy.stats as ss
mp.mp.dps = 50
mpf = mp.mpf

def logpmf(k,n,p): return mp.loggamma(n+1)-mp.loggamma(k+1)-mp.loggamma(n-k+1)+k*mp.log(p)+(n-k)*mp.log1p(-p)
def pmf(k,n,p): return mp.e**logpmf(k,n,p)
def up(x,n,p):  # P(X>=x)
    if x<=0: return mpf(1)
    if x>n: return mpf(0)
    if x < n*p - 1: return 1-low(x-1,n,p)
    t=pmf(x,n,p); s=t; k=x; o=p/(1-p)
    while k<n:
        t=t*(n-k)/(k+1)*o; k+=1; s+=t
        if t<s*mpf(10)**-38: break
    return s
def low(x,n,p):
    if x>=n: return mpf(1)
    if x<0: return mpf(0)
    if x > n*p+1: return 1-up(x+1,n,p)
    t=pmf(x,n,p); s=t; k=x; o=(1-p)/p
    while k>0:
        t=t*k/(n-k+1)*o; k-=1; s+=t
        if t<s*mpf(10)**-38: break
    return s
def root(f,guess):
    # f monotone in logit t ; secant with bracket
    t=mp.log(guess/(1-guess));
    F=lambda t: f(1/(1+mp.exp(-t)))
    return newton(F, t)
def newton(F,t):
    a=t; fa=F(a); b=t+mpf(10)**-4; fb=F(b)
    for _ in range(80):
        if fb==fa: break
        c=b-fb*(b-a)/(fb-fa)
        if abs(c-b)>2: c=b+(2 if c>b else -2)
        a,fa=b,fb; b=c; fb=F(b)
        if abs(b-a)<mpf(10)**-30*(1+abs(b)): break
    return 1/(1+mp.exp(-b))

def bis(f,a,b,n=190):
    a,b=mpf(a),mpf(b)
    fa=f(a)
    for _ in range(n):
        m=(a+b)/2
        if (f(m)>0)==(fa>0): a=m
        else: b=m
    return (a+b)/2
def rd_null(x1,n1,x2,n2,d):
    # roots of the score cubic by polyroots; the admissible one with the largest likelihood, or an end
    N=n1+n2
    L3=mpf(N); L2=(n1+2*n2)*d-N-x1-x2; L1=(n2*d-N-2*x2)*d+x1+x2; L0=x2*d*(1-d)
    lo,hi=max(mpf(0),-d),min(mpf(1),1-d)
    # derivative of the log-likelihood is decreasing: bisect then
    g=lambda p:((x1/(p+d) if x1 else 0)-((n1-x1)/(1-p-d) if n1-x1 else 0)+(x2/p if x2 else 0)-((n2-x2)/(1-p) if n2-x2 else 0))
    a,b=lo,hi
    for _ in range(60):
        m=(a+b)/2
        if g(m)>0: a=m
        else: b=m
    p=(a+b)/2
    P=lambda p:((L3*p+L2)*p+L1)*p+L0
    for _ in range(4):
        s=(3*L3*p+2*L2)*p+L1
        if s==0: break
        q=p-P(p)/s
        if not(lo<=q<=hi) : break
        p=q
    if P(lo)==0 and abs(p-lo)<mpf(10)**-17: p=lo
    if P(hi)==0 and abs(p-hi)<mpf(10)**-17: p=hi
    return p+d,p
def zrd(x1,n1,x2,n2,d,f):
    p1,p2=rd_null(x1,n1,x2,n2,d); v=f*(p1*(1-p1)/n1+p2*(1-p2)/n2); t=mpf(x1)/n1-mpf(x2)/n2-d
    if v<=0: return mpf(0) if t==0 else mp.sign(t)*mp.inf
    return t/mp.sqrt(v)
def zrr(x1,n1,x2,n2,r,f):
    N=n1+n2; A=N*r; B=-(n1*r+x1+n2+x2*r); C=x1+x2
    p2=(-B-mp.sqrt(max(mpf(0),B*B-4*A*C)))/(2*A); p1=r*p2
    v=f*(p1*(1-p1)/n1+r*r*p2*(1-p2)/n2); t=mpf(x1)/n1-r*mpf(x2)/n2
    return t/mp.sqrt(v) if v>0 else mp.sign(t)*mp.inf
def zor(x1,n1,x2,n2,psi,f):
    s=x1+x2
    if psi==1: p2=mpf(s)/(n1+n2)
    else:
        a=n2*(psi-1); b=n1*psi+n2-s*(psi-1); p2=2*mpf(s)/(b+mp.sqrt(b*b+4*a*s))
    p1=p2*psi/(1+p2*(psi-1))
    return (x1-n1*p1)*mp.sqrt((1/(n1*p1*(1-p1))+1/(n2*p2*(1-p2)))/f)
def wil(x,n,z,cc):
    p=mpf(x)/n; z2=z*z; d=2*(n+z2)
    if not cc:
        h=z*mp.sqrt(z2+4*n*p*(1-p)); return (2*x+z2-h)/d,(2*x+z2+h)/d
    lo=mpf(0) if x==0 else max(mpf(0),(2*x+z2-1-z*mp.sqrt(max(mpf(0),z2-2-mpf(1)/n+4*p*(n*(1-p)+1))))/d)
    hi=mpf(1) if x==n else min(mpf(1),(2*x+z2+1+z*mp.sqrt(max(mpf(0),z2+2-mpf(1)/n+4*p*(n*(1-p)-1))))/d)
    return lo,hi

def pr(a,b): return [mp.nstr(a,22) if not mp.isinf(a) else 'Infinity',mp.nstr(b,22) if not mp.isinf(b) else 'Infinity']
def count(n):
    r=random.random()
    return 0 if r<.12 else n if r<.24 else min(1,n) if r<.34 else max(0,n-1) if r<.42 else min(n,random.randint(0,12)) if r<.6 else random.randint(0,n)
def size(mx): 
    r=random.random()
    return random.choice([1,2,3,5]) if r<.15 else int(10**random.uniform(.5,2)) if r<.7 else int(10**random.uniform(2,mx))

def halved(f, a, b):
    """Where the falling f changes sign; on the scale of log p or log (1 - p) near an end."""
    if a == 0:
        lo, hi = mp.log(b) - 200, mp.log(b)
        for _ in range(170):
            m = (lo + hi) / 2
            if f(mp.e ** m) > 0: lo = m
            else: hi = m
        return mp.e ** lo
    for _ in range(170):
        m = (a + b) / 2
        if f(m) > 0: a = m
        else: b = m
    return (a + b) / 2

def accept(x, n, p, tails):
    """Blaker's acceptability by its definition, with the opposite count found by halving."""
    low, up = tails
    a, b = up(x, n, p), low(x, n, p)
    if a <= b:
        inside, outside = -1, x
        while outside - inside > 1:
            k = (inside + outside) // 2
            if low(k, n, p) <= a: inside = k
            else: outside = k
        return a + (low(inside, n, p) if inside >= 0 else 0)
    inside, outside = n + 1, x
    while inside - outside > 1:
        k = (inside + outside + 1) // 2
        if up(k, n, p) <= b: inside = k
        else: outside = k
    return b + (up(inside, n, p) if inside <= n else 0)

FAST = (lambda k, n, p: ss.beta.sf(p, k + 1, n - k) if k < n else 1.0, lambda k, n, p: ss.beta.cdf(p, k, n - k + 1) if k > 0 else 1.0)
EXACT = (low, up)

def blaker(x, n, level):
    a = 1 - level
    def side(start, direction):
        step = direction / (400 * n); p = start; i = 0
        while accept(x, n, start + (i + 1) * step, FAST) < a: i += 1
        lo, hi = mpf(start) + i * mpf(step), mpf(start) + (i + 1) * mpf(step)
        if i == 0: lo = min(max(mpf(start) - 2 * mpf(step), mpf(start) / 2), (1 + mpf(start)) / 2) # the start is rounded
        hi = min(max(hi, mpf(10) ** -30), 1 - mpf(10) ** -30)
        for _ in range(75):
            m = (lo + hi) / 2
            if accept(x, n, m, EXACT) >= 1 - mpf(level): hi = m
            else: lo = m
        return hi
    lower = mpf(0) if x == 0 else side(ss.beta.ppf(a / 2, x, n - x + 1), 1)
    upper = mpf(1) if x == n else side(ss.beta.isf(a / 2, x + 1, n - x), -1)
    return [mp.nstr(lower, 20), mp.nstr(upper, 20)]

random.seed(20261124)
BLAKER = [(0, 10**7, .95), (1, 10**7, .95), (3, 10**7, .99), (12, 10**6, .9), (7, 10**9, .95), (0, 10**9, .999), (40, 4000, .95), (1500, 4000, .95), (3999, 4000, .8), (123, 20000, .95), (2, 3, .5), (1, 2, .01), (5, 9, .2), (17, 40, .8),
          (1, 1, .95), (0, 1, .5), (6, 7, .999), (300, 301, .9), (50, 100, .95), (33, 1000, .6)]
rows = [dict(x=x, n=n, level=level, limits=blaker(x, n, level)) for x, n, level in BLAKER]
one, two = [], []
N = int(sys.argv[1]) if len(sys.argv) > 1 else 60
for i in range(N):
    r=random.random()
    n=random.choice([1,2,3,5,8]) if r<.2 else int(10**random.uniform(0.5,2.5)) if r<.6 else int(10**random.uniform(3,6)) if r<.85 else int(10**random.uniform(6,9))
    r=random.random()
    x=0 if r<.1 else n if r<.2 else min(n,1) if r<.3 else max(0,n-1) if r<.4 else min(n,random.randint(0,20)) if r<.6 else random.randint(0,n)
    level=random.choice([.5,.8,.9,.95,.95,.99,.999,.99999,1-1e-9,.01,.1])
    a=1-mpf(level)
    row=dict(x=x,n=n,level=level)
    def save(k,lo,hi): row[k]=[mp.nstr(lo,22),mp.nstr(hi,22), mp.nstr(1-hi,22)]
    la=mp.log(a/2); fa=float(a)
    g=lambda v: min(max(mpf(float(v)),mpf(10)**-300),1-mpf(10)**-30) 
    if n*0.25<4e6*50 or min(x,n-x)<1000:
        lo=mpf(0) if x==0 else root(lambda p: mp.log(up(x,n,p))-la, g(ss.beta.ppf(fa/2,x,n-x+1)))
        hi=mpf(1) if x==n else root(lambda p: mp.log(low(x,n,p))-la, g(ss.beta.isf(fa/2,x+1,n-x)))
        save('clopperPearson',lo,hi)
        h=mpf(1)/2
        lo2=mpf(0) if x==0 else root(lambda p: mp.log(up(x+1,n,p)+pmf(x,n,p)/2)-la, lo if lo>0 else g(.5))
        hi2=mpf(1) if x==n else root(lambda p: mp.log(low(x-1,n,p)+pmf(x,n,p)/2)-la, hi)
        save('midP',lo2,hi2)
    if n<3000:
        bl=lambda t,A,B: mp.betainc(A,B,0,t,regularized=True); bu=lambda t,A,B: mp.betainc(B,A,0,1-t,regularized=True)
        lo=mpf(0) if x==0 else root(lambda p: mp.log(bl(p,x+.5,n-x+.5))-la, g(ss.beta.ppf(fa/2,x+.5,n-x+.5)))
        hi=mpf(1) if x==n else root(lambda p: mp.log(bu(p,x+.5,n-x+.5))-la, g(ss.beta.isf(fa/2,x+.5,n-x+.5)))
        save('jeffreys',lo,hi)
    z=mp.sqrt(2)*mp.erfinv(mpf(level)); z2=z*z; p=mpf(x)/n; q=1-p
    c=2*n*p+z2; h=z*mp.sqrt(z2+4*n*p*q); d=2*(n+z2); save('wilson',(c-h)/d,(c+h)/d)
    if x==0: lo=mpf(0)
    else: lo=max(mpf(0),(2*n*p+z2-1-z*mp.sqrt(max(mpf(0),z2-2-mpf(1)/n+4*p*(n*q+1))))/d)
    hi=mpf(1) if x==n else min(mpf(1),(2*n*p+z2+1+z*mp.sqrt(max(mpf(0),z2+2-mpf(1)/n+4*p*(n*q-1))))/d)
    save('wilsonCc',lo,hi)
    m=n+z2; pp=(x+z2/2)/m; h=z*mp.sqrt(pp*(1-pp)/m); save('agrestiCoull',max(mpf(0),pp-h),min(mpf(1),pp+h))
    t=mp.asin(mp.sqrt((x+mpf(3)/8)/(n+mpf(3)/4))); h=z/(2*mp.sqrt(n))
    save('arcsine',mpf(0) if x==0 else mp.sin(max(mpf(0),t-h))**2, mpf(1) if x==n else mp.sin(min(mp.pi/2,t+h))**2)
    if 0 < x < n:
        h = z * mp.sqrt(mpf(1) / x + mpf(1) / (n - x)); save('logit', 1 / (1 + (n - x) / mpf(x) * mp.e ** h), 1 / (1 + (n - x) / mpf(x) * mp.e ** -h))
        ratio = lambda t: 2 * (x * mp.log(p / t) + (n - x) * mp.log(q / (1 - t))) - z2
        save('likelihoodRatio', halved(ratio, mpf(0), p), halved(lambda t: -ratio(t), p, mpf(1)))
    h=z*mp.sqrt(p*q/n); save('wald',max(mpf(0),p-h),min(mpf(1),p+h))
    for p0 in (.5, .03, min(1, 1.3 * x / n + 1e-7), min(1, .6 * x / n + 1e-9)):
        if n > 4000 or p0 in (0, 1): continue
        masses = [pmf(k, n, mpf(p0)) for k in range(n + 1)]; at = masses[x]
        U, L = mp.fsum(masses[x:]), mp.fsum(masses[:x + 1]); tail = min(U, L)
        far = masses if U <= L else masses[::-1]; place = x if U <= L else n - x; opposite = mpf(0)
        for k in range(place):
            if opposite + far[k] > tail * (1 + mpf(10) ** -7): break
            opposite += far[k]
        row.setdefault('tests', []).append([p0] + [mp.nstr(min(v, mpf(1)), 20) for v in (U, L, mp.fsum(m for m in masses if m <= at * (1 + mpf(10) ** -7)), 2 * tail, tail + opposite, U - at / 2, 2 * min(U - at / 2, L - at / 2))])
    one.append(row)

mp.mp.dps = 100 # the closed forms for odds ratios near 0 cancel
for i in range(N):
    mx=random.choice([2.5,2.5,9]); n1=size(mx); n2=size(mx); x1=count(n1); x2=count(n2)
    level=random.choice([.5,.8,.9,.95,.95,.99,.999,1-1e-9,.01])
    z=mp.sqrt(2)*mp.erfinv(mpf(level)); a=1-mpf(level); f=mpf(n1+n2)/(n1+n2-1) ; p1,p2=mpf(x1)/n1,mpf(x2)/n2
    row=dict(x1=x1,n1=n1,x2=x2,n2=n2,level=level); D={};R={};O={}
    for name,cc in (('newcombe',0),('newcombeCc',1)):
        u,v=wil(x1,n1,z,cc),wil(x2,n2,z,cc)
        D[name]=pr(max(mpf(-1),p1-p2-mp.sqrt((p1-u[0])**2+(v[1]-p2)**2)),min(mpf(1),p1-p2+mp.sqrt((u[1]-p1)**2+(p2-v[0])**2)))
    e=mpf(10)**-30; d=p1-p2
    for name,ff in (('mee',mpf(1)),('miettinenNurminen',f)):
        lo=mpf(-1) if d==-1 else bis(lambda t:zrd(x1,n1,x2,n2,t,ff)-z,-1+e,d-e)
        hi=mpf(1) if d==1 else bis(lambda t:zrd(x1,n1,x2,n2,t,ff)+z,d+e,1-e)
        D[name]=pr(lo,hi)
    if x1+x2>0:
        for name,ff in (('koopman',mpf(1)),('miettinenNurminen',f)):
            g=lambda t:zrr(x1,n1,x2,n2,mp.e**t,ff)
            lo=mpf(0) if x1==0 else mp.e**bis(lambda t:g(t)-z,-80.1,80.3,240)
            hi=mp.inf if x2==0 else mp.e**bis(lambda t:g(t)+z,-80.1,80.3,240)
            R[name]=pr(lo,hi)
    if 0<x1+x2<n1+n2:
        for name,ff in (('cornfield',mpf(1)),('miettinenNurminen',f)):
            g=lambda t:zor(x1,n1,x2,n2,mp.e**t,ff)
            lo=mpf(0) if x1==0 or x2==n2 else mp.e**bis(lambda t:g(t)-z,-90.1,90.3,240)
            hi=mp.inf if x2==0 or x1==n1 else mp.e**bis(lambda t:g(t)+z,-90.1,90.3,240)
            O[name]=pr(lo,hi)
        s=x1+x2; ks=range(max(0,s-n2),min(n1,s)+1)
        if len(ks)<150:
            w=[mp.binomial(n1,k)*mp.binomial(n2,s-k) for k in ks]
            for name,sh in (('conditionalExact',mpf(1)),('conditionalMidP',mpf(1)/2)):
                def tails(t,up):
                    v=[w[j]*mp.e**(t*k) for j,k in enumerate(ks)]; tot=mp.fsum(v)
                    return (mp.fsum(v[j] for j,k in enumerate(ks) if (k>x1 if up else k<x1))+sh*v[x1-ks[0]])/tot
                lo=mpf(0) if x1==ks[0] else mp.e**bis(lambda t:a/2-tails(t,True),-90.1,90.3,160)
                hi=mp.inf if x1==ks[-1] else mp.e**bis(lambda t:a/2-tails(t,False),-90.1,90.3,160)
                O[name]=pr(lo,hi)
            def excess(t):
                v=[w[j]*mp.e**(t*k) for j,k in enumerate(ks)]
                return x1-mp.fsum(v[j]*k for j,k in enumerate(ks))/mp.fsum(v)
            if ks[0]<x1<ks[-1]: row['mle']=mp.nstr(mp.e**bis(excess,-90.1,90.3,160),20)
    row.update(difference=D,ratio=R,oddsRatio=O)
    dl=[-.3,-.05,.01,.2,.7]; row['score']=[[q,mp.nstr(zrd(x1,n1,x2,n2,mpf(q),mpf(1)),20)] for q in dl]
    two.append(row)

here = os.path.dirname(os.path.abspath(__file__))
out = dict(generator="sweep.py", tool=f"Python {sys.version.split()[0]}, mpmath {mp.__version__}, scipy {scipy.__version__} for starting values", one=one, two=two, blaker=rows)
with open(os.path.join(here, "sweep.json"), "w") as f: f.write(json.dumps(out, separators=(",", ":")).replace('{"x', '\n{"x') + "\n")
