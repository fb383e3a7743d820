// The first screen of a phone that knows nobody yet. It needs the network once.

import { NetworkChip } from '../parts/chip'
import { Fault } from '../parts/fault-banner'
import { InstallHint } from '../parts/install-hint'
import { LanguageChoice } from '../parts/language-choice'
import { SignInForm } from '../parts/sign-in-form'
import { t } from '../words'

export const SignIn = () => (
  <div class="app">
    <div class="band" />
    <Fault />
    <main class="main welcome">
      <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
      <h1 class="welcome__name">Sổ Thôn</h1>
      <p class="welcome__say">{t('signIn.say')}</p>
      <NetworkChip />
      <SignInForm />
      <LanguageChoice />
      <InstallHint />
    </main>
  </div>
)
