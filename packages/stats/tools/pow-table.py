# Writes src/elementary/pow.table.ts; run: python3 tools/pow-table.py
import struct
from mpmath import mp, mpf, log, nint
mp.prec=300
OFF=0x3f330000
def f32(b): return mpf(struct.unpack('<f',struct.pack('<I',b))[0])
inv=[];hi=[];lo=[]
for i in range(128):
    a=f32(OFF+(i<<16)); b=f32(OFF+((i+1)<<16))
    if a==1 or b==1: c=mpf(1)
    else: c=nint(512*2/(a+b))/512
    l=-log(c); h=nint(l*2**42)/mpf(2)**42
    inv.append(float(c)); hi.append(float(h)); lo.append(float(l-h))
def arr(name,doc,v):
    out=f"/** {doc} */\nexport const {name} = Float64Array.of(\n"
    out+="".join(f"  {x!r},\n" for x in v)+");\n"
    return out
s="// Written by tools/pow-table.py (mpmath, 300 bits); do not edit.\n\n"
s+=arr("inverses","About 1 / z in the middle of each of 128 cells of z in [0.699, 1.398), a multiple of 2^-9.",inv)+"\n"
s+=arr("logHigh","-log(inverse), rounded to a multiple of 2^-42.",hi)+"\n"
s+=arr("logLow","What is left of -log(inverse).",lo)
open('src/elementary/pow.table.ts','w').write(s)
ln2=log(mpf(2)); h=nint(ln2*2**42)/mpf(2)**42
print(repr(float(h)),repr(float(ln2-h)))
print(max(abs(float((f32(OFF+(i<<16))+d*(f32(OFF+((i+1)<<16))-f32(OFF+(i<<16))))*inv[i]-1)) for i in range(128) for d in (0,1)))
