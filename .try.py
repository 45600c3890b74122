import time; t0=time.time()
import numpy as np, technopole as tp, jax
region=tp.load_region("hong-kong-shenzhen"); print('load',time.time()-t0)
t=time.time(); city=tp.calibrate(region); print('cal',time.time()-t)
np.set_printoptions(precision=4,suppress=True,linewidth=170)
e=city.growth.coupling.ecosystem
print('waiting by side',np.asarray(e.start.waiting@e.side.T), 'products',np.asarray(e.side@e.start.products))
print('scale',e.research_scale,'pool',e.pool,'funded',city.growth.coupling.funded, 'Q0', np.asarray(city.calibrated.economy.output))
print('access',np.asarray(e.access))
import pickle; pickle.dump(city, open('/tmp/eco_city.pkl','wb')) if False else None
t=time.time(); base=tp.simulate(city, tp.load_plan(region,"baseline")); print('sim',time.time()-t)
t=time.time(); run=tp.simulate(city, tp.load_plan(region,"northern-metropolis")); print('sim2',time.time()-t)
for r in (base,run):
    p=r.path; k=region.sectors.index('innovation'); part=region.zone_part
    print(r.certificate['conservation'], r.certificate['max_residual'])
    for b,name in enumerate(region.parts):
        print(name, p.jobs[[0,5,10,15,20,25]][:, part==b, k].sum(1), 'gain', np.round((p.innovation_gain*p.jobs[:,:,k])[[0,1,2,5,10,15,20,25]][:,part==b].sum(1)/p.jobs[[0,1,2,5,10,15,20,25]][:,part==b,k].sum(1),4), 'people', p.research_people[[0,10,25]].sum(2)[:,part==b].sum(1))
    print('north jobs', p.jobs[[0,25]][:, part==1].sum((1,2)), p.population[[0,25]][:,part==1].sum(1))
    S=np.asarray(e.side)
    print('proj 25', (p.stage_projects[25].T@S.T), 'cap', p.stage_capacity[0].T@S.T, p.stage_capacity[25].T@S.T)
    print('matched0', p.stage_matched[0]); print('reach', p.knowledge_reach[[0,25]]); print('talent', p.talent_drawn[25], p.talent_came[25])
    print('gerd', p.research_paid[[0,10,25]].sum(1)/1e9, 'lost', p.research_lost[25]/1e9)
